import { expect } from '@jest/globals';
import type { Call } from '../../../access/call';

/** What a case says of the calls of its request. */
export interface ExpectedCalls {
  /** `action resource`, in order. */
  readonly calls: readonly string[];
  /** Of the first call with an action: condition keys and their values; null for one that is not there. */
  readonly context?: Readonly<Record<string, Readonly<Record<string, string | readonly string[] | null>>>>;
}

/** Holds calls against a case. */
export function expectCalls(calls: readonly Call[], { calls: expected, context = {} }: ExpectedCalls): void {
  expect(calls.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
  for (const [action, keys] of Object.entries(context)) {
    const found = calls.find((call) => call.action === action)!.context;
    const chosen = Object.fromEntries(Object.keys(keys).map((key) => [key, found[key] ?? null]));
    expect(chosen).toEqual(keys);
  }
  for (const { resourceAccount, context: filled } of calls) {
    const owner = filled['aws:resourceaccount'] ?? '';
    expect(owner).toBe(resourceAccount);
    // A key without a value would be there all the same, for `Null` to find.
    expect(Object.entries(filled).filter(([key, value]) => key === 'undefined' || value === undefined)).toEqual([]);
  }
}
