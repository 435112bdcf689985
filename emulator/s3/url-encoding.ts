import { invalidArgument } from './errors';

const REST: Readonly<Record<string, string>> = {
  '%20': '+',
  '%2F': '/',
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '~': '%7E',
};

/** Encodes a key as `encoding-type=url` asks for: like an HTML form, but for slashes, which stay. */
function urlEncode(text: string): string {
  return encodeURIComponent(text).replace(/%20|%2F|[!'()~]/g, (found) => REST[found]!);
}

/** How a listing writes keys, prefixes and delimiters, and the EncodingType element that says so. */
export interface KeyEncoding {
  readonly type: 'url' | undefined;
  encode(text: string): string;
}

const PLAIN: KeyEncoding = { type: undefined, encode: (text) => text };
const URL: KeyEncoding = { type: 'url', encode: urlEncode };

/**
 * The encoding that a listing is asked for.
 *
 * @throws AwsError InvalidArgument for any other than `url`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function keyEncoding(query: ReadonlyMap<string, string>): KeyEncoding {
  const type = query.get('encoding-type');
  if (type === undefined || type === '') return PLAIN;
  if (type === 'url') return URL;
  throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
}
