import type { Problem } from './problem';

const allowed = '12 digits in quotes';

/** What is wrong with an account id that is written as text. */
export function accountProblem(text: string): Problem | undefined {
  if (/^\d{12}$/.test(text)) return undefined;
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{12}$/.test(digits)) {
    return { what: 'has more than its digits', allowed, fix: `write ${JSON.stringify(digits)}` };
  }
  if (/^\d+$/.test(digits)) return { what: count(digits), allowed, fix: restored(digits) };
  return { what: 'is no account id', allowed, fix: 'write the account id as the AWS console shows it' };
}

/**
 * What is wrong with an account id that YAML took for a number. It takes leading zeros away, other readers take digits
 * that begin with a zero for octal ones, and an exponent may stand for anything.
 *
 * @param source the number as it is written
 */
export function accountNumberProblem(source: string): Problem | undefined {
  if (/^[1-9]\d{11}$/.test(source)) return undefined;
  if (/^0\d+$/.test(source)) {
    return {
      what: `is the number ${source}, of which YAML takes the leading zero away`,
      allowed,
      fix: source.length === 12 ? `write it in quotes: "${source}"` : 'write all 12 digits in quotes',
    };
  }
  if (/^\d+$/.test(source)) {
    const zero = source.length < 12 ? ', perhaps because YAML took a leading zero away' : '';
    return { what: `${count(source)}${zero}`, allowed, fix: restored(source) };
  }
  return {
    what: `is the number ${source}, which is not how an account id is written`,
    allowed,
    fix: 'write all 12 digits in quotes',
  };
}

const count = (digits: string): string => `has ${digits.length} digit${digits.length === 1 ? '' : 's'}`;

function restored(digits: string): string {
  return digits.length === 11
    ? `if it begins with a zero, write "0${digits}"`
    : 'write the account id as the AWS console shows it';
}
