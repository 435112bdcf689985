import { matchActions } from '../match/action';
import { compilePolicy, type CompiledStatement } from '../match/compile';
import { matchPrincipal } from '../match/principal';
import type { MatchRequest } from '../match/request';
import { matchBody } from '../match/statement';
import { DELEGATE } from '../match/strength';
import { both, MAYBE, NO, YES, type Tri } from '../match/tri';
import type { NamedPolicy } from '../policy/document';
import type { Evaluation } from './evaluation';
import type { DenyingGate } from './gate';

/** A statement that matches a call, or may. */
export interface StatementMatch {
  readonly policy: NamedPolicy;
  readonly statement: CompiledStatement;
  readonly effect: 'Allow' | 'Deny';
  /** YES or MAYBE. */
  readonly match: Tri;
}

/** The statements of a gate's policies that match, for whoever wants to know which they were. */
export function matchesOf(gate: DenyingGate, evaluation: Evaluation): StatementMatch[] {
  const found: StatementMatch[] = [];
  const request = requestOf(gate, evaluation);
  const allowing = gate.allowing?.(evaluation);
  for (const policy of gate.policies(evaluation)) {
    const onlyDenies = allowing?.includes(policy) === false;
    for (const statement of compilePolicy(policy.document).statements) {
      if (onlyDenies && statement.effect === 'Allow') continue;
      const match = both(
        both(matchActions(statement.actions, request), statement.uncertain ? MAYBE : YES),
        both(principalMatch(statement, gate, evaluation), matchBody(statement, request)),
      );
      if (match !== NO) found.push({ policy, statement, effect: statement.effect, match });
    }
  }
  return found;
}

/** The call as the policies of a gate are asked about it. */
export function requestOf({ side }: DenyingGate, { request, resourceRequest }: Evaluation): MatchRequest {
  return side === 'caller' ? request : resourceRequest;
}

/** Whether a statement names the caller, as far as its policy's kind asks. */
export function principalMatch(
  statement: CompiledStatement,
  { principals, strength }: DenyingGate,
  evaluation: Evaluation,
): Tri {
  if (principals === 'ignored') return YES;
  if (!statement.principal) return principals === 'optional' ? YES : NO;
  const { sure, possible } = matchPrincipal(statement.principal, statement.effect, evaluation.request);
  // A Deny meets whom it names in any way; an Allow may have to name the caller itself.
  const enough = (statement.effect === 'Allow' && strength?.(evaluation)) || DELEGATE;
  if (sure >= enough) return YES;
  return possible >= enough ? MAYBE : NO;
}
