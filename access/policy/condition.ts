import { ipAddress } from '../match/condition/ip-address';
import { OPERATORS, readOperatorName } from '../match/condition/operators';
import type { PolicyKind, Statement } from './document';
import { malformed, type PolicyError } from './errors';
import { listOf } from './statements';
import { hasUnknown } from './unknown';
import { isReadByIam, misshapen, shown } from './words';

/** Keys of which S3 reads every value as an address, whatever the operator; in lower case. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(['aws:sourceip']);

/**
 * Refuses operators that AWS does not know. IAM lets one pass that has no keys.
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function checkOperators(statements: readonly Statement[], kind: PolicyKind): void {
  for (const { Condition } of statements) {
    for (const [operator, keys] of Object.entries(Condition ?? {})) {
      if (keys === undefined || hasUnknown(operator) || readOperatorName(operator)) continue;
      if (!isReadByIam(kind) || Object.keys(keys).length > 0) throw unknownOperator(kind, operator);
    }
  }
}

/** The refusal of a condition operator that AWS does not know. */
export function unknownOperator(kind: PolicyKind, operator: string): PolicyError {
  const known = [...OPERATORS.keys(), 'Null'].join(', ');
  return misshapen(
    kind,
    `Invalid Condition type : ${operator}`,
    `${shown(operator)} is no condition operator; known: ${known}, most with ForAllValues: or ForAnyValue: before and ` +
      'IfExists behind',
  );
}

/**
 * Refuses values that the service reads and cannot: IAM reads dates, S3 the addresses of `aws:SourceIp`. All other
 * values AWS saves as they are, and they never match.
 *
 * @throws PolicyError
 */
export function checkConditionValues(statements: readonly Statement[], kind: PolicyKind): void {
  statements.forEach(({ Condition }, index) => {
    for (const [operator, keys] of Object.entries(Condition ?? {})) {
      for (const [key, written] of Object.entries(keys ?? {})) {
        const rule = ruleFor(operator, key, kind);
        if (!rule || written === undefined) continue;
        const values = listOf<string | number | boolean>(written).map(String);
        const wrong = values.find((value) => !rule.accepts(value));
        if (wrong === undefined) continue;
        const where = `Statement[${index}].Condition.${operator}[${shown(key)}]`;
        throw malformed(kind, rule.message, `${where} has ${shown(wrong)}; it has to be ${rule.allowed}`);
      }
    }
  });
}

/** Which values a service can read, and what it says of others. */
interface ValueRule {
  readonly accepts: (value: string) => boolean;
  readonly message: string;
  readonly allowed: string;
}

function ruleFor(operator: string, key: string, kind: PolicyKind): ValueRule | undefined {
  const base = readOperatorName(operator)?.base;
  if (isReadByIam(kind) && base?.startsWith('Date')) {
    const allowed = 'a date of ISO 8601, e.g. 2026-01-31T00:00:00Z, or seconds since 1970';
    return {
      accepts: OPERATORS.get(base)!.operator.accepts,
      message: 'The policy failed legacy parsing',
      allowed,
    };
  }
  if (kind === 'bucket' && ADDRESS_KEYS.has(key.toLowerCase())) {
    const allowed = 'an address or a range of addresses, e.g. 203.0.113.0/24 or 2001:db8::/32';
    return { accepts: ipAddress.accepts, message: 'Invalid IP address in Conditions', allowed };
  }
  return undefined;
}
