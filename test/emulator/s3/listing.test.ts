import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure } from '../clients';
import { send, sign } from '../wire';
import { s3For } from './s3-client';

const Bucket = 'listing';
/** In UTF-8 order. */
const KEYS = [
  'a',
  'a b',
  'a%b',
  'a+b',
  'dir/',
  'dir//x',
  'dir/a',
  'dir/b/c',
  'dir/b/d',
  'dirt',
  'ü',
  '日本/本',
  '\uffee',
  '😀',
];
let emulator: StartedEmulator;
let s3: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials('111111111111'));
  await s3.createBucket({ Bucket });
  for (const Key of [...KEYS].reverse()) await s3.putObject({ Bucket, Key, Body: 'x' });
});
afterAll(() => emulator.stop());

async function raw(query: string): Promise<string> {
  const root = emulator.rootCredentials('111111111111');
  const { body } = await send(
    emulator.httpEndpoint,
    await sign(emulator.httpEndpoint, root, { url: `/${Bucket}?${query}` }),
  );
  return body;
}

describe('a listing', () => {
  test('is in the order of UTF-8 bytes', async () => {
    const { Contents, KeyCount, IsTruncated, MaxKeys, Name } = await s3.listObjectsV2({ Bucket });
    expect(Contents?.map(({ Key }) => Key)).toEqual(KEYS);
    expect({ KeyCount, IsTruncated, MaxKeys, Name }).toEqual({
      KeyCount: KEYS.length,
      IsTruncated: false,
      MaxKeys: 1000,
      Name: Bucket,
    });
    expect((await s3.listObjects({ Bucket })).Contents?.map(({ Key }) => Key)).toEqual(KEYS);
  });

  test('tells of each object what S3 tells', async () => {
    const [first] = (await s3.listObjectsV2({ Bucket, MaxKeys: 1 })).Contents!;
    const { ETag } = await s3.headObject({ Bucket, Key: 'a' });
    expect(first).toEqual({
      Key: 'a',
      ETag,
      Size: 1,
      StorageClass: 'STANDARD',
      LastModified: expect.any(Date),
      ChecksumAlgorithm: ['CRC32'],
      ChecksumType: 'FULL_OBJECT',
    });
    const [owned] = (await s3.listObjectsV2({ Bucket, MaxKeys: 1, FetchOwner: true })).Contents!;
    expect(owned?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect((await s3.listObjects({ Bucket, MaxKeys: 1 })).Contents?.[0]?.Owner).toEqual(owned?.Owner);
  });

  test('rolls up what a delimiter cuts', async () => {
    const { Contents, CommonPrefixes, KeyCount } = await s3.listObjectsV2({ Bucket, Delimiter: '/' });
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a', 'a b', 'a%b', 'a+b', 'dirt', 'ü', '\uffee', '😀']);
    expect(CommonPrefixes).toEqual([{ Prefix: 'dir/' }, { Prefix: '日本/' }]);
    expect(KeyCount).toBe(10);
    const inside = await s3.listObjectsV2({ Bucket, Delimiter: '/', Prefix: 'dir/' });
    expect(inside.Contents?.map(({ Key }) => Key)).toEqual(['dir/', 'dir/a']);
    expect(inside.CommonPrefixes).toEqual([{ Prefix: 'dir//' }, { Prefix: 'dir/b/' }]);
  });

  test('of a prefix that nothing has is empty, not an error', async () => {
    expect(await s3.listObjectsV2({ Bucket, Prefix: 'none' })).toMatchObject({ KeyCount: 0, Prefix: 'none' });
  });

  test('begins behind start-after', async () => {
    const { Contents, StartAfter } = await s3.listObjectsV2({ Bucket, StartAfter: 'dir/b/c' });
    expect(StartAfter).toBe('dir/b/c');
    expect(Contents?.map(({ Key }) => Key)).toEqual(KEYS.slice(8));
  });

  test('leaves out what a delete marker hides', async () => {
    const Bucket = 'listing-versions';
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    for (const Key of ['a/1', 'b/1', 'c']) await s3.putObject({ Bucket, Key, Body: 'x' });
    await s3.deleteObject({ Bucket, Key: 'a/1' });
    const { Contents, CommonPrefixes } = await s3.listObjectsV2({ Bucket, Delimiter: '/' });
    expect(Contents?.map(({ Key }) => Key)).toEqual(['c']);
    expect(CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
  });

  test('no key at all with max-keys 0, and at most 1,000', async () => {
    expect(await s3.listObjectsV2({ Bucket, MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect((await s3.listObjectsV2({ Bucket, MaxKeys: 5000 })).MaxKeys).toBe(1000);
  });
});

describe('encoding-type=url', () => {
  test('encodes keys, prefixes and delimiters like a form, but for slashes', async () => {
    const answer = await raw('list-type=2&encoding-type=url&prefix=a&delimiter=%2B');
    expect(answer).toContain('<EncodingType>url</EncodingType>');
    expect(answer).toContain('<Delimiter>%2B</Delimiter>');
    expect(answer).toContain('<Key>a+b</Key>');
    expect(answer).toContain('<Key>a%25b</Key>');
    expect(answer).toContain('<Prefix>a%2B</Prefix>');
    expect(await raw('encoding-type=url&prefix=%E6%97%A5')).toContain('<Key>%E6%97%A5%E6%9C%AC/%E6%9C%AC</Key>');
    expect(await raw('versions&encoding-type=url&prefix=%F0')).not.toContain('Version>');
  });

  test('without it, characters that XML reserves are escaped', async () => {
    await s3.putObject({ Bucket, Key: '<&>"\r', Body: 'x' });
    expect((await s3.listObjectsV2({ Bucket, Prefix: '<' })).Contents?.[0]?.Key).toBe('<&>"\r');
    await s3.deleteObject({ Bucket, Key: '<&>"\r' });
  });
});

describe('paging', () => {
  /** The obvious way to list, page by page: everything at once, cut afterwards. */
  function expected(prefix: string, delimiter: string): string[] {
    const found = KEYS.filter((key) => key.startsWith(prefix)).map((key) => {
      const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return cut < 0 ? key : `${key.slice(0, cut + delimiter.length)}…`;
    });
    return [...new Set(found)];
  }
  const entries = ({
    Contents = [],
    CommonPrefixes = [],
  }: {
    Contents?: { Key?: string }[];
    CommonPrefixes?: { Prefix?: string }[];
  }) => [...Contents.map(({ Key }) => Key!), ...CommonPrefixes.map(({ Prefix }) => `${Prefix}…`)];
  const scopes = fc.record({
    Prefix: fc.constantFrom('', 'a', 'd', 'dir', 'dir/', 'dir/b/', '日'),
    Delimiter: fc.constantFrom('', '/', '//', ' ', 'b/'),
    MaxKeys: fc.integer({ min: 1, max: 5 }),
  });

  test('version 2, by tokens, gives each key and prefix once, whatever the pages', async () => {
    await fc.assert(
      fc.asyncProperty(scopes, async (scope) => {
        const all: string[] = [];
        let ContinuationToken: string | undefined;
        do {
          const page = await s3.listObjectsV2({ Bucket, ...scope, ContinuationToken });
          expect(page.KeyCount).toBe(entries(page).length);
          expect(page.KeyCount).toBeLessThanOrEqual(scope.MaxKeys);
          expect(page.ContinuationToken).toBe(ContinuationToken);
          all.push(...entries(page));
          ContinuationToken = page.NextContinuationToken;
        } while (ContinuationToken !== undefined);
        expect(all.sort()).toEqual(expected(scope.Prefix, scope.Delimiter).sort());
      }),
      { numRuns: 40 },
    );
  });

  test('version 1, by markers, too', async () => {
    await fc.assert(
      fc.asyncProperty(scopes, async (scope) => {
        const all: string[] = [];
        let Marker: string | undefined;
        for (let more = true; more;) {
          const page = await s3.listObjects({ Bucket, ...scope, Marker });
          all.push(...entries(page));
          more = page.IsTruncated!;
          expect(page.NextMarker !== undefined).toBe(more && scope.Delimiter !== '');
          Marker = page.NextMarker ?? page.Contents?.at(-1)?.Key;
        }
        expect(all.sort()).toEqual(expected(scope.Prefix, scope.Delimiter).sort());
      }),
      { numRuns: 40 },
    );
  });
});

describe('listing versions', () => {
  const Bucket = 'all-versions';
  /** Keys with their versions and markers, newest first. */
  const ids: Record<string, string[]> = { 'a/1': [], 'a/2': [], b: [], c: [] };

  beforeAll(async () => {
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    for (const Key of Object.keys(ids)) {
      for (let i = 0; i < 3; i++) ids[Key]!.unshift((await s3.putObject({ Bucket, Key, Body: 'x' })).VersionId!);
    }
    ids['b']!.unshift((await s3.deleteObject({ Bucket, Key: 'b' })).VersionId!);
  });

  test('shows all, the newest of each key first, and which is the latest', async () => {
    const { Versions, DeleteMarkers, IsTruncated } = await s3.listObjectVersions({ Bucket });
    expect(Versions?.map(({ Key, VersionId }) => [Key, VersionId])).toEqual(
      Object.entries(ids).flatMap(([Key, versions]) =>
        (Key === 'b' ? versions.slice(1) : versions).map((id) => [Key, id]),
      ),
    );
    expect(DeleteMarkers).toMatchObject([
      { Key: 'b', VersionId: ids['b']![0], IsLatest: true, Owner: { ID: expect.any(String) } },
    ]);
    expect(Versions?.filter(({ IsLatest }) => IsLatest).map(({ Key }) => Key)).toEqual(['a/1', 'a/2', 'c']);
    expect(IsTruncated).toBe(false);
  });

  test.each([
    ['', 13],
    ['/', 8],
  ])('pages of any size with the delimiter "%s" give each once', async (Delimiter, count) => {
    for (let MaxKeys = 1; MaxKeys <= 5; MaxKeys++) {
      const all: string[] = [];
      let KeyMarker: string | undefined;
      let VersionIdMarker: string | undefined;
      do {
        const page = await s3.listObjectVersions({ Bucket, Delimiter, MaxKeys, KeyMarker, VersionIdMarker });
        for (const item of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) all.push(item.VersionId!);
        for (const { Prefix } of page.CommonPrefixes ?? []) all.push(Prefix!);
        ({ NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page);
      } while (KeyMarker !== undefined);
      expect(all).toHaveLength(count);
      expect(new Set(all).size).toBe(count);
    }
  });

  test('a page that ends in a common prefix names no version to go on behind', async () => {
    const page = await s3.listObjectVersions({ Bucket, Delimiter: '/', Prefix: '', MaxKeys: 1 });
    expect(page).toMatchObject({ NextKeyMarker: 'a/', CommonPrefixes: [{ Prefix: 'a/' }] });
    expect(page.NextVersionIdMarker).toBeUndefined();
    const Bucket2 = 'prefix-behind-key';
    await s3.createBucket({ Bucket: Bucket2 });
    for (const Key of ['a', 'b/1', 'c']) await s3.putObject({ Bucket: Bucket2, Key, Body: 'x' });
    const two = await s3.listObjectVersions({ Bucket: Bucket2, Delimiter: '/', MaxKeys: 2 });
    expect(two.NextKeyMarker).toBe('b/');
    expect(two.NextVersionIdMarker).toBeUndefined();
  });

  test('goes on behind a version that was deleted meanwhile', async () => {
    const [, second, third] = ids['c']!;
    const page = await s3.listObjectVersions({ Bucket, MaxKeys: 2, Prefix: 'c' });
    expect(page.NextVersionIdMarker).toBe(second);
    await s3.deleteObject({ Bucket, Key: 'c', VersionId: second });
    const rest = await s3.listObjectVersions({ Bucket, Prefix: 'c', KeyMarker: 'c', VersionIdMarker: second });
    expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual([third]);
  });
});

describe('what is refused', () => {
  test.each([
    ['list-type=2&max-keys=many', 'max-keys'],
    ['list-type=2&max-keys=-1', 'max-keys'],
    ['list-type=2&max-keys=2147483648', 'max-keys'],
    ['list-type=2&continuation-token=nonsense', 'continuation-token'],
    ['list-type=2&continuation-token=', 'continuation-token'],
    ['encoding-type=base64', 'encoding-type'],
    ['versions&version-id-marker=x', 'version-id-marker'],
    ['versions&key-marker=a&version-id-marker=', 'version-id-marker'],
  ])('%s', async (query, argument) => {
    const answer = await raw(query);
    expect(answer).toContain('<Code>InvalidArgument</Code>');
    expect(answer).toContain(`<ArgumentName>${argument}</ArgumentName>`);
  });

  test('a caller who may list one prefix lists no other', async () => {
    const nobody = s3For(emulator, undefined);
    expect(await failure(nobody.listObjectsV2({ Bucket }))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});
