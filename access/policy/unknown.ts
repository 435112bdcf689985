/**
 * A part of a policy or request that is not known yet, such as a Terraform reference to an id that only an apply
 * can tell, stands in a string between these two private-use characters. The engine never lets one become an allow.
 */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** Writes the placeholder of something not known yet. @param name what it depends on, e.g. `aws_kms_key.data.arn` */
export function unknownValue(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** Whether a string has any part that is not known. */
export function hasUnknown(text: string): boolean {
  return text.includes(OPEN);
}

/** A JSON text without its parts that are not known: none of them reaches from one string into another. */
export function withoutUnknown(text: string): string {
  return text.replace(/\uE000(?:[^\uE001"\\]|\\.)*\uE001/g, '');
}

/** The names of what a string depends on, in order of appearance. */
export function unknownsIn(text: string): string[] {
  return [...text.matchAll(/\uE000([^\uE001]*)\uE001/g)].map((match) => match[1]!);
}
