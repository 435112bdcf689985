import type { WireRequest } from '../../../../access/services/s3/recognize';

/** A request as cases write it: `GET /bucket/key?query`, percent-encoded. */
export function wireRequest(wire: string, headers: Readonly<Record<string, string>> = {}): WireRequest {
  const [, method, path, search] = /^([A-Z]+) \/([^?]*)\??(.*)$/.exec(wire)!;
  const [bucket, ...key] = path!.split('/');
  return {
    method: method!,
    headers,
    query: Object.fromEntries(new URLSearchParams(search)),
    ...(bucket !== '' && { bucket: decodeURIComponent(bucket!) }),
    ...(key.length > 0 && { key: decodeURIComponent(key.join('/')) }),
  };
}

/** The query as the engine takes it: names in lower case. */
export function lowerCase(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value]));
}
