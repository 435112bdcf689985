import { callerArn } from '../caller';
import type { Decision, Reason } from '../decision';

/**
 * A decision in words: one sentence of who, what and on which resource, and what settled it; then a line for each further
 * reason and for each statement that nearly allowed it.
 */
export function explain(decision: Decision): string {
  const { call, effect, reasons } = decision;
  const [first, ...others] = reasons;
  const verb = effect === 'allow' ? 'may' : effect === 'unknown' ? 'perhaps may' : 'may not';
  const what = `${callerArn(call.caller)} ${verb} ${call.action} on ${call.resource}`;
  const lines = [`${what}${first ? `: ${sentence(first)}` : ''}`, ...near(first)];
  for (const reason of others) lines.push(`- ${sentence(reason)}`, ...near(reason));
  return lines.join('\n');
}

function sentence({ text, side, account, rule, dependsOn }: Reason): string {
  const where = account === undefined ? `${side}'s side` : `${side}'s side, account ${account}`;
  const open = dependsOn?.length ? `; it depends on ${dependsOn.join(', ')}` : '';
  return `${text}${open} (${where}, ${rule})`;
}

function near(reason: Reason | undefined): string[] {
  return (reason?.nearMisses ?? []).map(({ text }) => `  nearly: ${text}`);
}
