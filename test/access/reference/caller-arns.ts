import type { Caller } from '../../../access/caller';

/** The ARN of the caller itself; a session's has no path. Services and anonymous callers have none. */
export function arnOf(caller: Caller): string | undefined {
  if (caller.kind === 'anonymous' || caller.kind === 'service') return undefined;
  const partition = caller.partition ?? 'aws';
  if (caller.kind === 'root') return `arn:${partition}:iam::${caller.account}:root`;
  if (caller.kind === 'user') return `arn:${partition}:iam::${caller.account}:user${caller.path}${caller.name}`;
  const of = `arn:${partition}:sts::${caller.account}`;
  if (caller.kind === 'federated-user') return `${of}:federated-user/${caller.name}`;
  return `${of}:assumed-role/${caller.role.name}/${caller.sessionName}`;
}

/** Of a role's session the role's ARN, with its path; of others their own. */
export function roleOrOwnArn(caller: Caller): string | undefined {
  if (caller.kind !== 'role-session') return arnOf(caller);
  return `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:role${caller.role.path}${caller.role.name}`;
}

/** The ARN of the user that asked for a federated user's credentials. */
export function issuerArn(caller: Caller): string | undefined {
  if (caller.kind !== 'federated-user') return undefined;
  return `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:user${caller.byUser.path}${caller.byUser.name}`;
}

/** The two names of an account in a Principal element. */
export function accountNames(caller: Caller): string[] {
  if (caller.kind === 'anonymous' || caller.kind === 'service') return [];
  return [caller.account, `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:root`];
}
