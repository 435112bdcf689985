import { globMatches, lowerCase, type Token } from './glob';
import type { Request } from './request';
import { addressIn } from './addresses';
import { momentOf, numberOf } from './quantities';
import { arnFields, patternOf } from './text';

/**
 * Whether one value of a request matches one value of a policy.
 *
 * @param operator without Not, set qualifier and IfExists
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function valueMatches(
  operator: string,
  actual: string,
  wanted: string,
  variables: boolean,
  request: Request,
): boolean {
  const text = (wildcards: boolean) => patternOf(wanted, { variables, wildcards }, request);
  switch (operator) {
    case 'StringEquals':
      return matches(text(false), actual);
    case 'StringEqualsIgnoreCase':
    case 'Bool':
      return matchesInAnyCase(text(false), actual);
    case 'StringLike':
      return matches(text(true), actual);
    case 'ArnEquals':
    case 'ArnLike':
      return arnMatches(actual, wanted, variables, request);
    case 'IpAddress':
      return addressIn(actual, wanted);
    case 'BinaryEquals':
      return sameBytes(actual, wanted);
    default:
      if (operator.startsWith('Numeric')) return compare(operator.slice(7), numberOf(actual), numberOf(wanted));
      if (operator.startsWith('Date')) return compare(operator.slice(4), momentOf(actual), momentOf(wanted));
      throw new Error(`${operator} is no operator`);
  }
}

function matches(pattern: readonly Token[] | undefined, actual: string): boolean {
  return pattern !== undefined && globMatches(pattern, actual);
}

function matchesInAnyCase(pattern: readonly Token[] | undefined, actual: string): boolean {
  return pattern !== undefined && globMatches(lowerCase(pattern), actual.toLowerCase());
}

/** Six fields, each a glob of its own: wildcards do not cross the first five colons. */
function arnMatches(actual: string, wanted: string, variables: boolean, request: Request): boolean {
  if (wanted === '*') return true;
  const patterns = arnFields(wanted, variables);
  const fields = arnFields(actual, false);
  if (!patterns || !fields) return false;
  return patterns.every((field, n) => matches(patternOf(field, { variables, wildcards: true }, request), fields[n]!));
}

function sameBytes(actual: string, wanted: string): boolean {
  if (![actual, wanted].every((text) => /^[A-Za-z0-9+/]*=*$/.test(text))) return false;
  return Buffer.from(actual, 'base64').equals(Buffer.from(wanted, 'base64'));
}

/** Values of another type than the operator's never match. */
function compare(how: string, actual: number | undefined, wanted: number | undefined): boolean {
  if (actual === undefined || wanted === undefined) return false;
  if (how === 'Equals') return actual === wanted;
  if (how === 'LessThan') return actual < wanted;
  if (how === 'LessThanEquals') return actual <= wanted;
  if (how === 'GreaterThan') return actual > wanted;
  if (how === 'GreaterThanEquals') return actual >= wanted;
  throw new Error(`${how} is no comparison`);
}
