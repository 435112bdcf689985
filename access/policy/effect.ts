import type { PolicyKind, Statement } from './document';
import { malformed } from './errors';
import { GRAMMARS } from './grammar';
import { hasUnknown } from './unknown';
import { isReadByIam, misshapen, shown } from './words';

/**
 * Refuses any Effect but Allow and Deny; IAM tells apart, later on, those that differ in case only.
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
 */
export function checkEffects(statements: readonly Statement[], kind: PolicyKind): void {
  const allowed: readonly string[] = GRAMMARS[kind].effects;
  statements.forEach(({ Effect }, index) => {
    if (hasUnknown(Effect) || allowed.includes(Effect)) return;
    if (isReadByIam(kind) && /^(allow|deny)$/i.test(Effect)) return;
    throw misshapen(kind, `Invalid effect: ${Effect}`, problem(Effect, index, allowed));
  });
}

/** Refuses an Effect in another case than AWS's. @throws PolicyError */
export function checkEffectCase(statements: readonly Statement[], kind: PolicyKind): void {
  const allowed: readonly string[] = GRAMMARS[kind].effects;
  statements.forEach(({ Effect }, index) => {
    if (hasUnknown(Effect) || allowed.includes(Effect)) return;
    throw malformed(kind, 'The policy failed legacy parsing', problem(Effect, index, allowed));
  });
}

function problem(effect: string, index: number, allowed: readonly string[]): string {
  return `Statement[${index}].Effect is ${shown(effect)}; it can be ${allowed.map(shown).join(' or ')}`;
}
