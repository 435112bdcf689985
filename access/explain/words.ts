import { callerArn } from '../caller';
import type { Decision, Reason } from '../decision';
import { missingStatements } from './missing-statements';

/**
 * A decision in words: one sentence of who, what and on which resource, and what settled it; then a line for each further
 * reason and for each statement that nearly allowed it, and last what would change a refusal.
 */
export function explain(decision: Decision): string {
  const { call, effect, reasons } = decision;
  const [first, ...others] = reasons;
  const verb = effect === 'allow' ? 'may' : effect === 'unknown' ? 'perhaps may' : 'may not';
  const what = `${callerArn(call.caller)} ${verb} ${call.action} on ${call.resource}`;
  const lines = [`${what}${first ? `: ${sentence(first)}` : ''}`, ...near(first)];
  for (const reason of others) lines.push(`- ${sentence(reason)}`, ...near(reason));
  return [...lines, ...change(decision)].join('\n');
}

/** A Deny is not outweighed by anything that is added (R-DENY); silence is. */
function change(decision: Decision): string[] {
  const denials = decision.reasons.filter(({ verdict, policy }) => verdict === 'explicitDeny' && policy);
  const missing = missingStatements(decision);
  return [
    ...denials.map(
      ({ statement, policy, account }) =>
        `to allow it, change ${statement === undefined ? policy : `statement ${statement} of ${policy}`}${inAccount(account)}`,
    ),
    ...missing.map(
      ({ where, account, statement }) =>
        `to allow it, add to ${where}${inAccount(account)}: ${JSON.stringify(statement)}`,
    ),
  ];
}

function inAccount(account: string | undefined): string {
  return account === undefined ? '' : ` in account ${account}`;
}

function sentence({ text, side, account, rule, dependsOn }: Reason): string {
  const where = account === undefined ? `${side}'s side` : `${side}'s side, account ${account}`;
  const open = dependsOn?.length ? `; it depends on ${dependsOn.join(', ')}` : '';
  return `${text}${open} (${where}, ${rule})`;
}

function near(reason: Reason | undefined): string[] {
  return (reason?.nearMisses ?? []).map(({ text }) => `  nearly: ${text}`);
}
