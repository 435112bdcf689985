import { isUtf8 } from 'node:buffer';
import { AwsError } from './exchange';

/** A request line and its headers, parsed and not yet trusted. */
export interface RawRequest {
  readonly method: string;
  /** Percent-encoded, as sent; begins with a slash. */
  readonly path: string;
  /** Decoded, in the order sent; repeated names stay. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers that mean something else when one side reads the first and the other the last of them. */
const ONCE = new Set([
  'authorization',
  'host',
  'date',
  'content-length',
  'content-md5',
  'content-type',
  'content-encoding',
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-decoded-content-length',
  'x-amz-security-token',
  'x-amz-target',
  'x-amz-trailer',
]);

/**
 * Reads what node:http parsed, without its convenience of dropping or normalizing anything.
 *
 * @param url the request target as sent
 * @param rawHeaders names and values in turn, as sent
 * @throws AwsError 400 for a target that is no path, an escape that is no UTF-8, or a doubled header of {@link ONCE}
 */
export function rawRequest(method: string, url: string, rawHeaders: readonly string[]): RawRequest {
  if (!url.startsWith('/')) {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.", { URI: url });
  }
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return {
    method,
    path,
    parameters: mark < 0 ? [] : parseQuery(url.slice(mark + 1)),
    headers: joinHeaders(rawHeaders),
  };
}

/**
 * Decodes `a=b&c`: a plus is a space, a parameter without value is ''. Also the form of the IAM and STS request bodies.
 *
 * @throws AwsError 400 for an escape that is no UTF-8
 */
export function parseQuery(text: string): (readonly [string, string])[] {
  const parameters: (readonly [string, string])[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    if (name === '__proto__')
      throw new AwsError('InvalidArgument', 400, 'Invalid query parameter name', { ArgumentName: name });
    parameters.push([name, equals < 0 ? '' : decode(part.slice(equals + 1))]);
  }
  return parameters;
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.", { URI: text });
  }
}

/** A record without prototype, so that no name means anything; made by a constructor, it is as fast as any object. */
const Headers = function () {} as unknown as new () => Record<string, string>;
Headers.prototype = Object.create(null);

function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers = new Headers();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    const value = text(raw[index + 1]!);
    const before = headers[name];
    if (before !== undefined && ONCE.has(name)) {
      throw new AwsError('InvalidRequest', 400, `The header ${name} was sent more than once`);
    }
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return headers;
}

/** node:http reads header bytes as Latin-1; clients sign and mean UTF-8 where it is valid. */
function text(value: string): string {
  if (!/[^\x00-\x7f]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}
