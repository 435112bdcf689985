import { actionsMatching, type ServiceAction } from '../tables/actions';
import type { LintedStatement } from './linted-policy';

/** Whether a statement's Action names an action. NotAction is not looked at. @param name `service:Name` in AWS's case */
export function namesAction({ actions }: LintedStatement, name: string): boolean {
  return actions.some((action) => action === '*' || meaningsOf(action).some((one) => fullName(one) === name));
}

/** The service of an action in lower case; `*` where it may be any. */
export function serviceOf(action: string): string {
  return action.split(':')[0]!.toLowerCase();
}

/** What an action stands for, as far as tables know it. */
export function meaningsOf(action: string): readonly ServiceAction[] {
  return actionsMatching(action) ?? [];
}

/** `s3:GetObject` */
export function fullName({ table, name }: ServiceAction): string {
  return `${table.prefix}:${name}`;
}
