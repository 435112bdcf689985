import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../../../access/services/request';
import { callsOf } from '../../../../access/services/calls';
import type { ObjectState } from '../../../../access/services/s3/object-state';
import { S3_OPERATIONS } from '../../../../access/services/s3/operations';
import { recognizeS3 } from '../../../../access/services/s3/recognize';
import type { Bucket } from '../../../../access/world/bucket';
import { expectCalls, type ExpectedCalls } from '../expected-calls';
import { callerOf, caseWorld, CONNECTION } from '../world';
import { lowerCase, wireRequest } from './wire';

interface S3Case extends ExpectedCalls {
  readonly title?: string;
  readonly operation?: string;
  readonly source: string;
  readonly wire: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly bucket?: Partial<Bucket>;
  readonly object?: ObjectState;
  readonly copySource?: ObjectState;
  readonly caller?: string;
  readonly connection?: Readonly<Record<string, unknown>>;
}

const VECTORS = join(__dirname, '../../../vectors');

function cases(folder: string): [file: string, cases: S3Case[]][] {
  return readdirSync(join(VECTORS, folder)).map((file) => [
    file,
    JSON.parse(readFileSync(join(VECTORS, folder, file), 'utf8')) as S3Case[],
  ]);
}

/** A connection in which null means that it has no such thing. */
function connectionOf(changes: S3Case['connection']): Connection {
  const merged = Object.entries({ ...CONNECTION, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged) as unknown as Connection;
}

function run(row: S3Case): void {
  const wire = wireRequest(row.wire, row.headers);
  const operation = recognizeS3(wire);
  if (row.operation !== undefined) expect(operation).toBe(row.operation);
  const world = caseWorld();
  Object.assign(world.buckets.get('acme')!, row.bucket);
  const calls = callsOf(
    world,
    {
      service: 's3',
      operation: operation!,
      bucket: wire.bucket,
      key: wire.key,
      query: lowerCase(wire.query),
      headers: wire.headers,
      tags: row.tags,
      caller: callerOf(row.caller),
      connection: connectionOf(row.connection),
    },
    row.object,
    row.copySource,
  );
  expectCalls(calls, row);
}

describe.each([...cases('s3-operations'), ...cases('s3-calls')])('%s', (_file, rows) => {
  test.each(rows.map((row) => [row.title ?? row.wire, row] as const))('%s', (_title, row) => run(row));
});

describe('the table of operations', () => {
  test('has a case for each row', () => {
    const covered = new Set(cases('s3-operations').flatMap(([, rows]) => rows.map(({ operation }) => operation)));
    expect(Object.keys(S3_OPERATIONS).filter((name) => !covered.has(name))).toEqual([]);
  });

  test('knows no other names', () => {
    const request = { service: 's3', operation: 'GetBucketMagic', query: {}, headers: {} } as const;
    const ask = () => callsOf(caseWorld(), { ...request, caller: callerOf(), connection: CONNECTION });
    expect(ask).toThrow('unknown S3 operation GetBucketMagic');
  });
});
