import { unknownValue } from '../../../../access/policy/unknown';

/** A fixture in which ⟨ and ⟩ are the marks of a placeholder, which no editor shows. */
export function withPlaceholders<T>(fixture: T): T {
  const [open, close] = [unknownValue('').charAt(0), unknownValue('').charAt(1)];
  return JSON.parse(JSON.stringify(fixture).replaceAll('⟨', open).replaceAll('⟩', close)) as T;
}
