import type { S3OperationRow } from './operation-row';
import { S3_OPERATIONS, type S3OperationName } from './operations';

/** What tells S3's operations apart. */
export interface WireRequest {
  readonly method: string;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  /** Names as sent: S3 tells `versionId` from `versionid`. A parameter without a value is ''. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Parameters that mark no operation. Whatever begins with `x-` is ignored too: signatures, `x-id`, and what clients
 * add for the access log, which S3 lets pass.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#LogFormatCustom
 */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...['prefix', 'delimiter', 'encoding-type', 'max-keys', 'marker', 'continuation-token', 'fetch-owner'],
  ...['start-after', 'key-marker', 'version-id-marker', 'upload-id-marker', 'max-uploads', 'max-parts'],
  ...['part-number-marker', 'max-buckets', 'bucket-region', 'AWSAccessKeyId', 'Signature', 'Expires'],
  ...['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires'].map(
    (header) => `response-${header}`,
  ),
]);

/** A row made ready: the values that its parameters must have, and what else it takes. */
interface Candidate {
  readonly name: S3OperationName;
  readonly values: readonly (readonly [parameter: string, value: string])[];
  readonly header: S3OperationRow['header'];
  readonly takes: ReadonlySet<string>;
}

/** The operations with one method on one kind of thing. */
interface Group {
  /** The parameters that mark some of them. */
  readonly marks: ReadonlySet<string>;
  /** By the names of the parameters that mark them, sorted and joined by `&`; in the table's order. */
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>;
}

const GROUPS: ReadonlyMap<string, Group> = groups();

function groups(): Map<string, Group> {
  const made = new Map<string, { marks: Set<string>; candidates: Map<string, Candidate[]> }>();
  for (const [name, row] of Object.entries(S3_OPERATIONS) as [S3OperationName, S3OperationRow][]) {
    const id = `${row.method} ${row.on}`;
    const group = made.get(id) ?? { marks: new Set(), candidates: new Map() };
    made.set(id, group);
    const marks = (row.query ?? []).map((mark) => mark.split('=') as [string, string?]);
    for (const [parameter] of marks) group.marks.add(parameter);
    const key = marks
      .map(([parameter]) => parameter)
      .sort()
      .join('&');
    const same = group.candidates.get(key) ?? [];
    group.candidates.set(key, same);
    const candidate: Candidate = {
      name,
      values: marks.filter((mark): mark is [string, string] => mark[1] !== undefined),
      header: row.header,
      takes: new Set(row.takes),
    };
    same.push(candidate);
  }
  return made;
}

/**
 * Finds the operation that a request is.
 *
 * @returns undefined for a request that is none of the table's: a sub-resource, or any other parameter, that is not
 *   known never passes for the operation without it
 */
export function recognizeS3(request: WireRequest): S3OperationName | undefined {
  const { method, bucket, key, query, headers } = request;
  const on = bucket === undefined ? 'service' : key === undefined ? 'bucket' : 'object';
  const group = GROUPS.get(`${method} ${on}`);
  if (!group) return undefined;
  const marks: string[] = [];
  const taken: string[] = [];
  for (const name of Object.keys(query)) {
    if (group.marks.has(name)) marks.push(name);
    else if (!PARAMETERS.has(name) && !isIgnored(name)) taken.push(name);
  }
  const candidates = group.candidates.get(marks.length > 1 ? marks.sort().join('&') : (marks[0] ?? ''));
  return candidates?.find((candidate) => fits(candidate, taken, query, headers))?.name;
}

function isIgnored(name: string): boolean {
  return name.startsWith('x-') || name.startsWith('X-');
}

function fits(
  candidate: Candidate,
  taken: readonly string[],
  query: WireRequest['query'],
  headers: WireRequest['headers'],
): boolean {
  const { values, header, takes } = candidate;
  if (header && headers[header.name]?.toLowerCase().startsWith(header.startsWith) !== true) return false;
  return values.every(([parameter, value]) => query[parameter] === value) && taken.every((name) => takes.has(name));
}
