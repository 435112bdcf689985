import type { RequestContext } from '../call';
import type { Caller } from '../caller';
import { callerContext } from '../decide/caller-context';

/** The keys of the caller that have a name of their own; tags are added to them. */
const CALLER_KEYS = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalType',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:userid',
  'aws:username',
  'aws:SourceIdentity',
  'aws:TokenIssueTime',
  'aws:MultiFactorAuthPresent',
];

/** The keys that have the same value in all contexts. */
export function commonContext([first = {}, ...others]: readonly RequestContext[]): RequestContext {
  const same = ([key, value]: [string, unknown]) =>
    others.every((other) => JSON.stringify(other[key]) === JSON.stringify(value));
  return Object.fromEntries(Object.entries(first).filter(same));
}

/** The keys that follow from who calls, spelled as AWS spells them; those of its organization are not known here. */
export function contextOfCaller(caller: Caller): RequestContext {
  const known = callerContext(caller);
  const tags = caller.kind === 'user' ? caller.tags : caller.kind === 'role-session' ? caller.sessionTags : undefined;
  const keys = [...CALLER_KEYS, ...Object.keys(tags ?? {}).map((key) => `aws:PrincipalTag/${key}`)];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = known(key.toLowerCase());
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
