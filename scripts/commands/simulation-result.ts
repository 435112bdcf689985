import { callerAccount } from '../../access/caller';
import type { Decision, Reason } from '../../access/decision';
import { awsText } from '../../access/explain/aws-text';
import { explain } from '../../access/explain/words';

/** One line of what `crossbucket simulate` prints. */
export interface SimulationResult {
  readonly id: string;
  readonly decision: Decision['effect'];
  readonly reasons: readonly Pick<Reason, 'rule' | 'side' | 'policy' | 'statement' | 'text'>[];
  /** Of a refusal AWS's own text, as its caller would see it; else the decision in words. */
  readonly message: string;
}

/** The views of a decision that a line has. */
export function simulationResult(id: string, decision: Decision): SimulationResult {
  const { effect, reasons } = decision;
  const refused = effect === 'explicitDeny' || effect === 'implicitDeny';
  return {
    id,
    decision: effect,
    reasons: reasons.map(({ rule, side, policy, statement, text }) => ({ rule, side, policy, statement, text })),
    message: refused ? awsText(decision, isToldWhy(decision)) : explain(decision).split('\n', 1)[0]!,
  };
}

/** AWS tells why inside one account or organization only (facts, section 11). */
function isToldWhy({ call: { caller, resourceAccount, context } }: Decision): boolean {
  const organization = context['aws:principalorgid'];
  if (organization !== undefined && organization === context['aws:resourceorgid']) return true;
  return callerAccount(caller) === resourceAccount;
}
