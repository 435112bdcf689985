import type { Caller } from '../../../access/caller';
import { arnOf, roleOrOwnArn } from './caller-arns';

/**
 * The context keys that every request of a caller has.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callerKeys(caller: Caller): [key: string, value: string | readonly string[]][] {
  switch (caller.kind) {
    case 'anonymous':
      return [
        ['aws:PrincipalType', 'Anonymous'],
        ['aws:userid', 'anonymous'],
      ];
    case 'service':
      return [
        ['aws:PrincipalIsAWSService', 'true'],
        ['aws:PrincipalServiceName', caller.service],
        ['aws:PrincipalServiceNamesList', [caller.service]],
      ];
    case 'root':
      return [...ofAccount(caller), ['aws:PrincipalType', 'Account'], ['aws:userid', caller.account]];
    case 'user':
      return [
        ...ofAccount(caller),
        ['aws:PrincipalType', 'User'],
        ['aws:userid', caller.uniqueId],
        ['aws:username', caller.name],
        ...tags(caller.tags),
      ];
    case 'role-session':
      return [
        ...ofAccount(caller),
        ['aws:PrincipalType', 'AssumedRole'],
        ['aws:userid', `${caller.role.uniqueId}:${caller.sessionName}`],
        ...tags(caller.sessionTags),
        ...(caller.sourceIdentity === undefined ? [] : [['aws:SourceIdentity', caller.sourceIdentity] as const]),
      ].map(([key, value]) => [key!, value!]);
    case 'federated-user':
      return [
        ...ofAccount(caller),
        ['aws:PrincipalType', 'FederatedUser'],
        ['aws:userid', `${caller.account}:${caller.name}`],
      ];
  }
}

function ofAccount(caller: Exclude<Caller, { kind: 'anonymous' | 'service' }>): [string, string][] {
  const temporary: [string, string][] = [];
  if ('tokenIssueTime' in caller && caller.tokenIssueTime !== undefined) {
    temporary.push(['aws:TokenIssueTime', caller.tokenIssueTime]);
  }
  if ('mfa' in caller && caller.mfa !== undefined) {
    temporary.push(['aws:MultiFactorAuthPresent', caller.mfa ? 'true' : 'false']);
  }
  return [
    // Of a session it is the role, never the session itself.
    ['aws:PrincipalArn', roleOrOwnArn(caller) ?? arnOf(caller)!],
    ['aws:PrincipalAccount', caller.account],
    ['aws:PrincipalIsAWSService', 'false'],
    ...temporary,
  ];
}

function tags(pairs: Readonly<Record<string, string>> | undefined): [string, string][] {
  return Object.entries(pairs ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
}
