import type { PolicyDocument } from '../policy/document';
import { iamArn } from './arn';
import { ensureAccount, EPOCH } from './create';
import { uniqueId } from './ids';
import type { ManagedPolicy, World } from './world';

/** What a customer managed policy has from its making. */
export interface NewManagedPolicy {
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash. @default '/' */
  readonly path?: string;
  /** @default '' */
  readonly description?: string;
  /** Its version `v1`. */
  readonly document: PolicyDocument;
  readonly tags?: Readonly<Record<string, string>>;
  /** `ANPA…` @default one that follows from account and name */
  readonly policyId?: string;
  /** ISO-8601. @default the same moment for all */
  readonly createdAt?: string;
}

/** Puts a customer managed policy into the world; nobody has it yet. */
export function createManagedPolicy(world: World, policy: NewManagedPolicy): ManagedPolicy {
  const { name, path = '/', description = '', document, createdAt = EPOCH } = policy;
  const account = ensureAccount(world, policy.account);
  const made: ManagedPolicy = {
    arn: iamArn(account, 'policy', path, name),
    name,
    path,
    policyId: policy.policyId ?? uniqueId('ANPA', `${account.id} ${name}`),
    createdAt,
    description,
    versions: new Map([['v1', { document, createdAt }]]),
    defaultVersion: 'v1',
    tags: new Map(Object.entries(policy.tags ?? {})),
  };
  account.managedPolicies.set(made.arn, made);
  return made;
}
