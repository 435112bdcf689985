import { callerArn, principalArn, type Caller } from '../caller';

/** Whose policies a gate on the caller's side reads, in words. */
export function subjectOf(caller: Caller): string {
  switch (caller.kind) {
    case 'role-session':
      return `role ${principalArn(caller)}`;
    case 'federated-user':
      return `user ${caller.byUser.name} of account ${caller.account}`;
    case 'user':
      return `user ${callerArn(caller)}`;
    case 'root':
      return `the root user of account ${caller.account}`;
    case 'service':
      return caller.service;
    case 'anonymous':
      return 'an anonymous caller';
  }
}
