import { hasUnknown } from '../../policy/unknown';
import { MAYBE, NO, YES, type Tri } from '../tri';

/**
 * Null: `true` asks that a key is absent, `false` that it is there (R-C-MISS). An empty list is absent. Several values
 * are alternatives, as everywhere.
 */
export function matchNull(value: string | readonly string[] | undefined, wanted: readonly string[]): Tri {
  if (typeof value === 'string' && value.startsWith('\uE000')) return MAYBE;
  const missing = value === undefined || (typeof value !== 'string' && value.length === 0);
  if (wanted.some((text) => text.toLowerCase() === String(missing))) return YES;
  return wanted.some(hasUnknown) ? MAYBE : NO;
}
