import { callerArn, principalArn, type Caller } from '../caller';

/** Whose policies a gate on the caller's side reads, in words; callers of other kinds have none (R-ROOT, R-ANON). */
export function subjectOf(caller: Caller): string {
  switch (caller.kind) {
    case 'role-session':
      return `role ${principalArn(caller)}`;
    case 'federated-user':
      return `user ${caller.byUser.name} of account ${caller.account}`;
    default:
      return `user ${callerArn(caller)}`;
  }
}
