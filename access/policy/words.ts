import type { PolicyKind } from './document';
import { malformed, type PolicyError } from './errors';

/** What IAM says of anything that is not of the right shape, and other services of some of it. */
export const SYNTAX = 'Syntax errors in policy.';

/** Policies that IAM's own parser reads; other services share another one, which names what it does not like. */
export function isReadByIam(kind: PolicyKind): boolean {
  return kind === 'identity' || kind === 'boundary' || kind === 'session';
}

/**
 * The refusal of a document whose shape is wrong.
 *
 * @param message what the services other than IAM say
 */
export function misshapen(kind: PolicyKind, message: string, detail: string): PolicyError {
  return malformed(kind, isReadByIam(kind) ? SYNTAX : message, detail);
}

/** A value as an error shows it: strings in quotes, lists and objects by what they are, long ones cut. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
}
