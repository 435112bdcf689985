import { OPERATORS } from '../../match/condition/operators';
import type { LintedCondition } from '../linted-policy';
import { VALUE_FORMS } from '../value-forms';
import { validationCheck, type Rule } from '../rule';

/** A value that its key or operator never has, so that nothing equals it. */
export const valueForm: Rule = {
  id: 'value-form',
  severity: 'error',
  see: validationCheck('error-invalid-condition-data-type'),
  inStatement: ({ conditions }) =>
    conditions.flatMap((condition) => {
      const allowed = allowedBy(condition);
      if (!allowed) return [];
      return condition.values
        .filter((value) => !allowed.accepts(value))
        .map((value) => ({
          element: condition.element,
          text: `${JSON.stringify(value)} is never equal to what a request has: it is no ${allowed.what}`,
          fix: `write ${allowed.example}`,
        }));
    }),
};

interface Allowed {
  readonly accepts: (value: string) => boolean;
  readonly what: string;
  readonly example: string;
}

function allowedBy({ base, name }: LintedCondition): Allowed | undefined {
  if (base.startsWith('String')) {
    const form = VALUE_FORMS.find(({ keys }) => keys.test(name));
    return form && { ...form, accepts: (value) => isPattern(value, base) || formOf(form.is, base).test(value) };
  }
  if (base.startsWith('Arn')) return { accepts: isArnPattern, what: 'ARN', example: 'an ARN in full: arn:aws:…' };
  const accepts = OPERATORS.get(base)?.operator.accepts ?? isBoolean;
  return { accepts, what: `value for ${base}`, example: EXAMPLES.find(([family]) => family.test(base))![1] };
}

/** Null is no operator of its own: it asks whether there is a key. */
function isBoolean(value: string): boolean {
  return /^(true|false)$/i.test(value);
}

const EXAMPLES: readonly (readonly [family: RegExp, example: string])[] = [
  [/^(Bool|Null)/, 'true or false'],
  [/^Numeric/, 'a decimal number'],
  [/^Date/, 'a date of ISO 8601, e.g. 2026-01-31T00:00:00Z'],
  [/^Binary/, 'Base64'],
  [/IpAddress/, 'an address or a range of addresses, e.g. 203.0.113.0/24'],
];

function formOf(form: RegExp, base: string): RegExp {
  return base.endsWith('IgnoreCase') ? new RegExp(form, 'i') : form;
}

function isPattern(value: string, base: string): boolean {
  return value.includes('${') || (base.endsWith('Like') && /[*?]/.test(value));
}

/** Six fields, or a wildcard or variable that may stand for some of them. */
function isArnPattern(value: string): boolean {
  if (/^[*?]|\$\{/.test(value)) return true;
  return /^arn:([^:]*:){4}./s.test(value) || /^arn:.*\*/s.test(value);
}
