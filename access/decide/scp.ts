import { allowOf, denyOf, outcomeOf, outcomeOfPolicies } from '../match/outcome';
import { FINAL, NONE } from '../match/strength';
import { both, either, MAYBE, NO, YES, type Tri } from '../match/tri';
import { isServiceLinked, type Evaluation } from './evaluation';
import type { GateDefinition } from './gate';

/**
 * R-SCP: at every level above the caller's account some service control policy has to allow, and none may deny. They
 * bind users, roles and root of member accounts; not service-linked roles, services, anonymous callers, nor the
 * management account, whose callers come without any. Of a cross-account call they are the caller's (R-SCP-X).
 */
export const scpGate: GateDefinition = {
  gate: 'scp',
  rule: 'R-SCP',
  side: 'caller',
  principals: 'ignored',
  applies: ({ policies, account, caller }) =>
    policies.scps !== undefined && account !== undefined && !isServiceLinked(caller),
  outcome({ policies, request }) {
    let deny: Tri = NO;
    let allow: Tri = YES;
    for (const level of policies.scps!) {
      const outcome = outcomeOfPolicies(level, request, 'ignored');
      deny = either(deny, denyOf(outcome));
      allow = both(allow, allowOf(outcome, FINAL));
    }
    return outcomeOf(deny, allow === YES ? FINAL : NONE, allow >= MAYBE ? FINAL : NONE);
  },
  policies: ({ policies }) => policies.scps!.flat(),
  silent: (evaluation) => evaluation.policies.scps![silentLevel(evaluation)]!,
  silence(evaluation) {
    const levels = evaluation.policies.scps!;
    const level = silentLevel(evaluation);
    const names = levels[level]!.map(({ name }) => name).join(', ') || 'nothing is attached';
    return `no service control policy at level ${level + 1} of ${levels.length} above account ${evaluation.account} allows it (${names})`;
  },
};

/** The first level from the root down that allows no such thing. */
function silentLevel({ policies, request }: Evaluation): number {
  return policies.scps!.findIndex((level) => allowOf(outcomeOfPolicies(level, request, 'ignored'), FINAL) === NO);
}
