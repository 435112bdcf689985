import { callerAccount, principalArn, type Caller } from '../caller';
import type { ContextFallback } from '../match/request';
import type { OrganizationMembership } from '../world/world';

/**
 * The context keys that follow from who calls (facts, section 4). They are looked up one by one, because most policies
 * ask for none of them.
 *
 * @param membership the organization of the caller's account; absent = it is in none
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callerContext(caller: Caller, membership?: OrganizationMembership): ContextFallback {
  return (key) => {
    if (key.startsWith('aws:principaltag/')) return tagOf(caller, key.slice('aws:principaltag/'.length));
    switch (key) {
      case 'aws:principalarn':
        return principalArn(caller);
      case 'aws:principalaccount':
        return callerAccount(caller);
      case 'aws:principaltype':
        return TYPES[caller.kind];
      case 'aws:userid':
        return userId(caller);
      case 'aws:username':
        return caller.kind === 'user' ? caller.name : undefined;
      case 'aws:principalisawsservice':
        return caller.kind === 'anonymous' ? undefined : String(caller.kind === 'service');
      case 'aws:principalservicename':
        return caller.kind === 'service' ? caller.service : undefined;
      case 'aws:principalservicenameslist':
        return caller.kind === 'service' ? [caller.service] : undefined;
      case 'aws:principalorgid':
        return membership?.id;
      case 'aws:principalorgpaths':
        return membership && [`${[membership.id, ...membership.path].join('/')}/`];
      case 'aws:sourceidentity':
        return caller.kind === 'role-session' ? caller.sourceIdentity : undefined;
      case 'aws:tokenissuetime':
        return 'tokenIssueTime' in caller ? caller.tokenIssueTime : undefined;
      case 'aws:multifactorauthpresent':
        return 'mfa' in caller && caller.mfa !== undefined ? String(caller.mfa) : undefined;
    }
    return undefined;
  };
}

const TYPES: Readonly<Partial<Record<Caller['kind'], string>>> = {
  anonymous: 'Anonymous',
  root: 'Account',
  user: 'User',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
};

/** Tag keys are compared without regard to case. */
function tagOf(caller: Caller, lowerKey: string): string | undefined {
  const tags = caller.kind === 'user' ? caller.tags : caller.kind === 'role-session' ? caller.sessionTags : undefined;
  for (const key in tags) if (key.toLowerCase() === lowerKey) return tags[key];
  return undefined;
}

function userId(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'root':
      return caller.account;
    case 'user':
      return caller.uniqueId;
    case 'role-session':
      return `${caller.role.uniqueId}:${caller.sessionName}`;
    case 'federated-user':
      return `${caller.account}:${caller.name}`;
  }
  return undefined;
}
