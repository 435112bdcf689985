import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { decideWith } from '../../../access/decide/decide-with';
import type { PolicySets } from '../../../access/decide/policy-sets';
import type { NamedPolicy, PrincipalElement, Statement } from '../../../access/policy/document';
import others from '../../vectors/matching/not-principals.json';
import rows from '../../vectors/matching/principals.json';
import unknown from '../../vectors/matching/unknown-principals.json';
import { withPlaceholders } from '../world/terraform/placeholders';

interface PrincipalCase {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly caller: keyof typeof CALLERS;
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  /** The circumstances under which an Allow for this principal opens a key of the caller's account. */
  readonly opens?: readonly Circumstance[];
  /** Those under which it depends on something that is not known whether it does. @default none */
  readonly mayOpen?: readonly Circumstance[];
  /** Whether a Deny for this principal meets the caller, whatever else allows; `maybe`: that depends as well. */
  readonly denies: boolean | 'maybe';
  /** A session policy that allows is there in any case. */
  readonly session?: 'allows';
  /** So is a permissions boundary. */
  readonly boundary?: 'allows';
}

const account = '111111111111';
const CALLERS = {
  user: { kind: 'user', account, path: '/', name: 'ann', uniqueId: 'AIDAANN' },
  role: {
    kind: 'role-session',
    account,
    role: { path: '/app/', name: 'reader', uniqueId: 'AROAREADER' },
    sessionName: 's',
  },
  federated: {
    kind: 'federated-user',
    account,
    name: 'fed',
    byUser: { path: '/', name: 'ann', uniqueId: 'AIDAANN' },
  },
  root: { kind: 'root', account },
  service: { kind: 'service', service: 'logging.s3.amazonaws.com' },
  anonymous: { kind: 'anonymous' },
} satisfies Record<string, Caller>;

const named = (name: string, ...statements: Statement[]): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement: statements },
});
const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const allowing = named('allows', everything);
const silent = named('silent', { ...everything, Action: 's3:ListBucket' });

/** What the caller has beside what the key's policy says. */
const CIRCUMSTANCES = {
  alone: {},
  boundary: { boundary: silent },
  session: { session: [silent] },
  identity: { identity: [allowing] },
} satisfies Record<string, Partial<PolicySets>>;
type Circumstance = keyof typeof CIRCUMSTANCES;

function effectOf(one: PrincipalCase, policies: Partial<PolicySets>) {
  const resource = `arn:aws:kms:eu-west-1:${account}:key/1`;
  const caller: Caller = CALLERS[one.caller];
  const call = { caller, action: 'kms:Decrypt', resource, resourceAccount: account, context: {} };
  return decideWith(
    {
      identity: [],
      ...(one.session && { session: [allowing] }),
      ...(one.boundary && { boundary: allowing }),
      ...policies,
    },
    call,
  ).effect;
}

const cases = [...rows, ...others, ...withPlaceholders(unknown)] as unknown as PrincipalCase[];
const onKey = ({ Principal, NotPrincipal }: PrincipalCase, Effect: 'Allow' | 'Deny'): Statement => ({
  ...everything,
  Effect,
  ...(Principal && { Principal }),
  ...(NotPrincipal && { NotPrincipal }),
});

describe('a Principal element', () => {
  const allows = cases.flatMap((one) =>
    one.opens
      ? (Object.keys(CIRCUMSTANCES) as Circumstance[]).map((when) => [one.id, one.name, when, one] as const)
      : [],
  );

  test.each(allows)('of an Allow: %s %s (%s)', (_id, _name, when, one) => {
    const policies = { ...CIRCUMSTANCES[when], resource: named('key policy', onKey(one, 'Allow')) };
    expect(effectOf(one, policies)).toBe(
      one.opens!.includes(when) ? 'allow' : one.mayOpen?.includes(when) ? 'unknown' : 'implicitDeny',
    );
  });

  test.each(cases.map((one) => [one.id, one.name, one] as const))('of a Deny: %s %s', (_id, _name, one) => {
    const toAll = { ...everything, Principal: '*' } as const;
    const resource = named('key policy', toAll, onKey(one, 'Deny'));
    expect(effectOf(one, { identity: [allowing], resource })).toBe(
      one.denies === 'maybe' ? 'unknown' : one.denies ? 'explicitDeny' : 'allow',
    );
  });
});
