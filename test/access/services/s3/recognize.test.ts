import { describe, expect, test } from '@jest/globals';
import * as sdk from '@aws-sdk/client-s3';
import fc from 'fast-check';
import type { S3OperationRow } from '../../../../access/services/s3/operation-row';
import { S3_OPERATIONS, type S3OperationName } from '../../../../access/services/s3/operations';
import { recognizeS3, type WireRequest } from '../../../../access/services/s3/recognize';
import { wireRequest } from './wire';

const rows = Object.entries(S3_OPERATIONS) as [S3OperationName, S3OperationRow][];

const harmless = [
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'continuation-token',
  'response-content-type',
  'x-id',
  'x-audit',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
];

/** A request as the row says that it goes over the wire. */
function written(row: S3OperationRow, extra: readonly string[], value: string): WireRequest {
  const marks = (row.query ?? []).map((mark): [string, string] => {
    const [name, wanted] = mark.split('=') as [string, string?];
    return [name, wanted ?? value];
  });
  const others = extra.filter((name) => !marks.some(([mark]) => mark === name)).map((name) => [name, value]);
  return {
    method: row.method,
    query: Object.fromEntries([...others.slice(1), ...marks, ...others.slice(0, 1)]),
    headers: row.header ? { [row.header.name]: `${row.header.startsWith}; x` } : {},
    ...(row.on !== 'service' && { bucket: 'acme' }),
    ...(row.on === 'object' && { key: 'k' }),
  };
}

describe('recognizeS3', () => {
  test('knows every row by what is written of it, whatever harmless parameters come with it', () => {
    const request = fc.record({
      row: fc.constantFrom(...rows),
      extra: fc.subarray(harmless),
      taken: fc.boolean(),
      value: fc.string(),
    });
    fc.assert(
      fc.property(request, ({ row: [name, row], extra, taken, value }) => {
        const parameters = [...extra, ...(taken ? (row.takes ?? []) : [])];
        expect(recognizeS3(written(row, parameters, value))).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes a request with a parameter that it does not know for no operation at all', () => {
    const unknown = fc.string({ minLength: 1 }).filter((name) => {
      const known = rows.some(([, row]) => (row.query ?? []).some((mark) => mark.split('=')[0] === name));
      return !known && !/^x-/i.test(name) && !harmless.includes(name) && !/^(versionId|partNumber)$/.test(name);
    });
    const names = fc.oneof(unknown, fc.constantFrom('versionid', 'Policy', 'session', 'annotation', 'renameObject'));
    fc.assert(
      fc.property(fc.constantFrom(...rows), names, ([, row], name) => {
        const request = written(row, [], '');
        const query = { ...request.query, [name]: '' };
        expect([name, recognizeS3({ ...request, query })]).toEqual([name, undefined]);
      }),
      { numRuns: 2000 },
    );
  });

  test('never throws', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'policy', 'list-type', ''));
    const request = fc.record(
      {
        method: fc.oneof(fc.constantFrom('GET', 'PUT', 'POST', 'HEAD', 'DELETE'), fc.string()),
        bucket: text,
        key: text,
        query: fc.dictionary(text, text),
        headers: fc.dictionary(text, text),
      },
      { requiredKeys: ['method', 'query', 'headers'] },
    );
    fc.assert(
      fc.property(request, (wire) => {
        const name = recognizeS3(wire);
        expect(name === undefined || name in S3_OPERATIONS).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a value that is none of the operation', 'GET /acme?list-type=3'],
    ['a select of another type', 'POST /acme/k?select&select-type=1'],
    ['two sub-resources at once', 'GET /acme?policy&acl'],
    ['a sub-resource of buckets on an object', 'GET /acme/k?policy'],
    ['a sub-resource of objects on a bucket', 'GET /acme?attributes'],
    ['a part without its upload', 'PUT /acme/k?partNumber=1'],
    ['a version where none is taken', 'PUT /acme/k?versionId=v'],
    ['a version of a bucket', 'GET /acme?versionId=v'],
    ['an id without its configuration', 'GET /acme?id=one'],
    ['a part number of a version', 'DELETE /acme/k?partNumber=1'],
    ['a session of a directory bucket', 'GET /acme?session'],
    ['an annotation', 'GET /acme/k?annotation&annotationName=a'],
    ['a rename', 'PUT /acme/k?renameObject'],
    ['a response of Object Lambda', 'POST /WriteGetObjectResponse'],
    ['a method that S3 does not have', 'PATCH /acme/k'],
    ['a preflight', 'OPTIONS /acme/k'],
    ['a parameter in another case', 'GET /acme/k?versionid=v'],
  ])('takes %s for no operation', (_what, wire) => expect(recognizeS3(wireRequest(wire))).toBeUndefined());
});

describe("the SDK's requests", () => {
  /** Operations on other things than general purpose buckets, and annotations; the table leaves them out. */
  const leftOut = new Set([
    ...['CreateSession', 'ListDirectoryBuckets', 'RenameObject', 'WriteGetObjectResponse'],
    ...['GetObjectAnnotation', 'PutObjectAnnotation', 'DeleteObjectAnnotation', 'ListObjectAnnotations'],
  ]);
  const commands = sdk as unknown as Record<string, new (input: object) => never>;
  const names = Object.keys(commands)
    .filter((name) => /^[A-Z].*Command$/.test(name) && name !== '$Command')
    .map((name) => name.slice(0, -'Command'.length));

  /** Sends a command to nowhere, and returns what would have gone over the wire. */
  async function sent(name: string): Promise<WireRequest> {
    let wire: WireRequest | undefined;
    const client = new sdk.S3Client({
      region: 'eu-west-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      maxAttempts: 1,
      requestHandler: {
        handle: ({
          method,
          path,
          query,
          headers,
        }: { method: string; path: string } & Record<'query' | 'headers', object>) => {
          const lower = Object.entries(headers).map(([header, value]) => [header.toLowerCase(), String(value)]);
          const [, bucket, ...key] = decodeURIComponent(path).split('/');
          wire = {
            method,
            ...(bucket && { bucket }),
            ...(key.join('/') && { key: key.join('/') }),
            query: Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value ?? '')])),
            headers: Object.fromEntries(lower),
          };
          return Promise.reject(new Error('sent'));
        },
      },
    });
    const place = { Bucket: 'acme', Key: 'reports/a b', VersionId: 'v1', CopySource: 'other/x' };
    const ids = { UploadId: 'u', PartNumber: 1, Id: 'one', Prefix: 'p' };
    const body = { Delete: { Objects: [{ Key: 'k' }] }, ObjectAttributes: ['ETag'], Body: 'x' };
    await client.send(new commands[`${name}Command`]!({ ...place, ...ids, ...body })).catch((error: Error) => {
      if (error.message !== 'sent') throw error;
    });
    return wire!;
  }

  test.each(names.filter((name) => !leftOut.has(name)))('are recognized: %s', async (name) =>
    expect(recognizeS3(await sent(name))).toBe(name),
  );

  test('have a row each, and rows have a request each, but for browser forms', () => {
    const known = names.filter((name) => !leftOut.has(name));
    expect(
      rows
        .map(([name]) => name)
        .filter((name) => name !== 'PostObject')
        .sort(),
    ).toEqual(known.sort());
  });
});
