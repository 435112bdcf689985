import { callerAccount, type Caller } from '../caller';
import { parseArn } from '../world/arn';

/** Whose a resource is that the world may not have: the account's that its ARN names; '' when it names none. */
export function accountIn(arn: string): string {
  return parseArn(arn)?.account ?? '';
}

/** Whose it is where no ARN says so: the caller's account's; '' when the caller is of none. */
export function accountOf(caller: Caller): string {
  return callerAccount(caller) ?? '';
}
