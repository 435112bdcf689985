import type { Reason } from '../decision';
import { allowOf } from '../match/outcome';
import { DELEGATE } from '../match/strength';
import { NO, YES } from '../match/tri';
import { unknownsIn } from '../policy/unknown';
import type { Evaluation } from './evaluation';
import { grantsOutcome } from './key-grants';

/** The grants of a key that allow a call, or may, in words: no statement of a policy says what they say (R-KMS-2). */
export function grantReasons({ policies, call, resourceRequest }: Evaluation): Reason[] {
  return (policies.keyGrants ?? []).flatMap((grant): Reason[] => {
    const allow = allowOf(grantsOutcome([grant], resourceRequest), DELEGATE);
    if (allow === NO) return [];
    const place = { gate: 'resource', side: 'resource', account: call.resourceAccount } as const;
    const reason = { ...place, rule: 'R-KMS-2' };
    const name = `grant ${grant.id} of the key`;
    if (allow === YES) return [{ ...reason, verdict: 'allow', text: `${name} allows it` }];
    const dependsOn = unknownsIn(grant.granteePrincipal);
    return [{ ...reason, verdict: 'unknown', text: `${name} perhaps allows it`, dependsOn }];
  });
}
