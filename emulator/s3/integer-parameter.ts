import { invalidArgument } from './errors';

const MOST = 2_147_483_647;

/**
 * A whole number in the query.
 *
 * @param least @default 0
 * @returns undefined when the parameter is absent or empty
 * @throws AwsError InvalidArgument for anything else than a number from `least` to 2147483647
 */
export function integerParameter(
  query: ReadonlyMap<string, string>,
  name: string,
  least: 0 | 1 = 0,
): number | undefined {
  const text = query.get(name);
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) {
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  const value = Number(text);
  if (value >= least && value <= MOST) return value;
  throw invalidArgument(`Argument ${name} must be an integer between ${least} and ${MOST}`, name, text);
}

/** How many entries a page may have: as asked, at most 1,000. @throws AwsError InvalidArgument */
export function pageSize(query: ReadonlyMap<string, string>, name: string, least: 0 | 1 = 0): number {
  return Math.min(integerParameter(query, name, least) ?? 1000, 1000);
}
