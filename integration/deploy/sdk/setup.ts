import type { Partition } from '../../../access/caller';
import type { PolicyDocument } from '../../../access/policy/document';
import { showPrincipals } from '../../../access/world/principal-ids';
import type { Account, World } from '../../../access/world/world';
import type { StartedBackend } from '../../backends/backend';
import type { Clients, Keys, KmsSender, S3Sender } from '../../probe/clients';
import { iam, type IamSender } from '../../probe/iam';
import { withKeys } from './key-arns';
import { Made } from './made';

/** What a world is deployed with. */
export interface Setup {
  /** With whoever its policies name. */
  readonly world: World;
  readonly made: Made;
  /** The ARN that each key of the world has on the backend. */
  readonly keyArns: Map<string, string>;
  /** An access key of each user who has an active one, by the user's ARN. */
  readonly userKeys: Map<string, Keys>;
  /** Clients of an account's root. */
  iam(account: Account): IamSender;
  kms(account: string, region: string): KmsSender;
  s3(account: string, region: string): S3Sender;
  /** A policy as it is sent: with the ARNs of the principals that it means, and of the keys that are there. */
  document(policy: PolicyDocument): string;
}

/** Prepares the deployment of a world. */
export function setupOf(world: World, backend: StartedBackend, sdk: Clients, signal?: AbortSignal): Setup {
  const keyArns = new Map<string, string>();
  return {
    world,
    made: new Made(signal),
    userKeys: new Map(),
    keyArns,
    iam: ({ id, partition }) => iam(sdk, backend.setupKeys(id), iamRegion[partition]),
    kms: (account, region) => sdk.kms(backend.setupKeys(account), region),
    s3: (account, region) => sdk.s3(backend.setupKeys(account), region),
    document: (policy) => JSON.stringify(withKeys(showPrincipals(world, policy), keyArns)),
  };
}

/** Where IAM of a partition answers. */
const iamRegion: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** Tags as IAM and S3 take them. */
export function tagList(tags: ReadonlyMap<string, string>): { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
