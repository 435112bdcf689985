import { readCidr } from '../match/condition/ip';
import { either, MAYBE, NO, YES, type Tri } from '../match/tri';
import type { ConditionElement } from '../policy/document';
import { listOf } from '../policy/statements';
import { hasUnknown } from '../policy/unknown';

/** Keys of which a fixed value keeps a statement from being public (R-BPA-5), in lower case. */
const LIMITING_KEYS: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:userid',
  's3:dataaccesspointaccount',
]);

/** Operators that hold only if the key is there and equal to a value: no negation, no IfExists, not ForAllValues. */
const LIMITING_OPERATOR =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/** A value without wildcards or policy variables. */
export function isFixedValue(value: string): Tri {
  if (/[*?]|\$\{/.test(value)) return NO;
  return hasUnknown(value) ? MAYBE : YES;
}

/** What a policy that may be public stands on. */
export type PolicyPlace = 'bucket' | 'access-point';

/** Whether one of the conditions limits a statement to fixed values. @param on what the policy stands on */
export function isFixedByCondition(condition: ConditionElement | undefined, on: PolicyPlace): Tri {
  let fixed: Tri = NO;
  for (const [operator, keys] of Object.entries(condition ?? {})) {
    const counts = hasUnknown(operator) ? MAYBE : LIMITING_OPERATOR.test(operator) ? YES : NO;
    for (const [key, values] of Object.entries(keys)) {
      const each = listOf<string | number | boolean>(values).map((value) => limits(key, String(value), on));
      const all = each.length === 0 ? NO : (Math.min(counts, ...each) as Tri);
      fixed = either(fixed, all);
    }
  }
  return fixed;
}

function limits(key: string, value: string, on: PolicyPlace): Tri {
  const name = key.toLowerCase();
  if (hasUnknown(name)) return MAYBE;
  if (name === 'aws:sourceip') return isNarrowRange(value);
  // An access point that names access points names itself.
  if (name === 's3:dataaccesspointarn') return on === 'bucket' ? isFixedAccessPoint(value) : NO;
  return LIMITING_KEYS.has(name) ? isFixedValue(value) : NO;
}

/** Not broader than /8 for IPv4 and /32 for IPv6. */
function isNarrowRange(value: string): Tri {
  if (hasUnknown(value)) return MAYBE;
  const range = readCidr(value);
  return range && range.prefix >= (range.bits === 32 ? 8 : 32) ? YES : NO;
}

/** The access point's name may be a wildcard as long as its account is fixed. */
function isFixedAccessPoint(value: string): Tri {
  if (hasUnknown(value)) return MAYBE;
  return /^arn:[^:*?]+:s3:[^:*?]+:\d{12}:accesspoint\//.test(value) && !value.includes('${') ? YES : NO;
}
