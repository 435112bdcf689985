import { AwsError } from '../http/exchange';
import type { Parameters } from '../http/query-protocol';
import type { XmlElements } from '../http/xml';

/**
 * Cuts one page out of a list by `MaxItems` (100 unless said) and `Marker`.
 *
 * @param nameOf tells the items apart; the page is sorted by it
 * @param element the name of the list, e.g. `Roles`
 * @param write one item
 * @throws AwsError ValidationError for a marker that was not given out
 */
export function page<T>(
  parameters: Parameters,
  items: Iterable<T>,
  nameOf: (item: T) => string,
  element: string,
  write: (item: T) => XmlElements | string,
): XmlElements {
  const most = parameters.integer('MaxItems', 1, 1000) ?? 100;
  const sorted = [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const marker = parameters.get('Marker');
  let start = 0;
  if (marker !== undefined) {
    const after = Buffer.from(marker, 'base64').toString('utf8');
    if (Buffer.from(after).toString('base64') !== marker) {
      throw new AwsError('ValidationError', 400, `Invalid Marker: ${marker}`);
    }
    start = sorted.findIndex((item) => nameOf(item) > after);
    if (start < 0) start = sorted.length;
  }
  const here = sorted.slice(start, start + most);
  const truncated = start + most < sorted.length;
  return {
    [element]: { member: here.map(write) },
    IsTruncated: truncated,
    ...(truncated && { Marker: Buffer.from(nameOf(here.at(-1)!)).toString('base64') }),
  };
}
