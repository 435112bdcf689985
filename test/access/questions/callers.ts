import fc from 'fast-check';
import type { Caller } from '../../../access/caller';

export const PRODUCER = '111111111111';
export const CONSUMER = '222222222222';

/** One service that calls in its own name. */
export const SERVICE = 'logging.s3.amazonaws.com';

/** The canonical user id of an account. */
export const canonicalId = (account: string) => account.repeat(6).slice(0, 64);

const tags = fc.constantFrom<Record<string, string>>({}, { team: 'a' }, { Team: 'b' }, { team: '*' });
const accounts = fc.constantFrom(CONSUMER, CONSUMER, PRODUCER);

function roleSession(account: string): fc.Arbitrary<Caller> {
  return fc
    .record({
      sessionName: fc.constantFrom('s', 't'),
      serviceLinked: fc.constantFrom(false, false, false, false, true),
      path: fc.constantFrom('/', '/app/'),
      sessionTags: tags,
      mfa: fc.constantFrom(undefined, true, false),
      sourceIdentity: fc.constantFrom(undefined, 'ann'),
    })
    .map(({ sessionName, serviceLinked, path, sessionTags, mfa, sourceIdentity }) => ({
      kind: 'role-session',
      account,
      role: { path, name: 'r', uniqueId: `AROA${account}ROLE`, ...(serviceLinked && { serviceLinked }) },
      sessionName,
      sessionTags,
      tokenIssueTime: '2026-11-24T12:00:00Z',
      ...(mfa !== undefined && { mfa }),
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    }));
}

function ofAccount(account: string): fc.Arbitrary<Caller> {
  const byUser = { path: '/', name: 'u', uniqueId: `AIDA${account}USER` };
  return fc.oneof(
    { weight: 4, arbitrary: roleSession(account) },
    { weight: 3, arbitrary: tags.map((pairs): Caller => ({ kind: 'user', account, ...byUser, tags: pairs })) },
    { weight: 1, arbitrary: fc.constant<Caller>({ kind: 'root', account }) },
    { weight: 2, arbitrary: fc.constant<Caller>({ kind: 'federated-user', account, name: 'f', byUser }) },
  );
}

/** A caller of any kind, of one account or the other. */
export const callers: fc.Arbitrary<Caller> = fc.oneof(
  { weight: 10, arbitrary: accounts.chain(ofAccount) },
  { weight: 1, arbitrary: fc.constant<Caller>({ kind: 'service', service: SERVICE }) },
  { weight: 1, arbitrary: fc.constant<Caller>({ kind: 'anonymous' }) },
);
