import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { AwsChunkedBody, type AwsChunkedOptions } from '../../../emulator/http/body/aws-chunked';
import { checksumCheck } from '../../../emulator/http/body/checksums';
import type { BodyDecoder } from '../../../emulator/http/body/decoder';
import { hmac, signingKey } from '../../../emulator/http/sigv4/signing-key';

const SCOPE = '20130524/us-east-1/s3/aws4_request';
const DATE = '20130524T000000Z';
const KEY = signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '20130524', 'us-east-1', 's3');
const SEED = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
const EMPTY = createHash('sha256').digest('hex');
const signing = { key: KEY, amzDate: DATE, scope: SCOPE, seed: SEED };

function decode(decoder: BodyDecoder, pieces: readonly Buffer[]): Buffer {
  const content: Buffer[] = [];
  for (const piece of pieces) decoder.update(piece, (part) => content.push(Buffer.from(part)));
  decoder.end();
  return Buffer.concat(content);
}

/** The stream of the S3 guide: 65 KiB of the letter a, in chunks of 64 KiB and 1 KiB. */
function guideStream(): Buffer {
  const letters = (count: number): string => 'a'.repeat(count);
  return Buffer.from(
    [
      '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      letters(65536),
      '400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      letters(1024),
      '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
      '',
      '',
    ].join('\r\n'),
  );
}
const guide = (): AwsChunkedBody => new AwsChunkedBody({ signing, decodedLength: 66560, checks: [] });

describe('signed chunks', () => {
  test('the stream of the S3 guide is read', () => {
    expect(decode(guide(), [guideStream()]).equals(Buffer.alloc(66560, 'a'))).toBe(true);
  });

  test('however its bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 67_000 }), { maxLength: 12 }), (cuts) => {
        const stream = guideStream();
        const at = [0, ...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length];
        const pieces = at.slice(1).map((end, index) => stream.subarray(at[index], end));
        expect(decode(guide(), pieces).length).toBe(66560);
      }),
      { numRuns: 50 },
    );
  });

  test('no byte of it can be changed so that other content comes out', () => {
    const interesting = guideStream();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: interesting.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const stream = guideStream();
        stream[at] = stream[at]! ^ flip;
        try {
          return decode(guide(), [stream]).equals(Buffer.alloc(66560, 'a'));
        } catch (error) {
          return (error as { name?: string }).name === 'AwsError';
        }
      }),
      {
        numRuns: 300,
        examples: [
          [0, 1],
          [3, 2],
          [30, 1],
          [90, 1],
          [interesting.length - 30, 1],
          [interesting.length - 1, 1],
        ],
      },
    );
  });

  test('it cannot be cut short', () => {
    const stream = guideStream();
    for (const end of [0, 1, 100, 65_000, stream.length - 100, stream.length - 3]) {
      expect(() => decode(guide(), [stream.subarray(0, end)])).toThrow(
        expect.objectContaining({ code: 'IncompleteBody' }),
      );
    }
  });

  test('nothing may follow', () => {
    expect(() => decode(guide(), [Buffer.concat([guideStream(), Buffer.from('x')])])).toThrow(/after the last chunk/);
  });

  test('chunks cannot change places or come from another request', () => {
    const seeded = new AwsChunkedBody({ signing: { ...signing, seed: EMPTY }, decodedLength: 66560, checks: [] });
    expect(() => decode(seeded, [guideStream()])).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
  });

  test('a chunk without signature is refused', () => {
    expect(() => decode(guide(), [Buffer.from('3\r\nabc\r\n0\r\n\r\n')])).toThrow(/chunk header is malformed/);
  });

  test('the trailer is signed too', () => {
    const build = (checksum: string, tamper = false): Buffer => {
      const sign = (kind: string, previous: string, ...digests: string[]): string =>
        hmac(KEY, [`AWS4-HMAC-SHA256-${kind}`, DATE, SCOPE, previous, ...digests].join('\n')).toString('hex');
      const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
      const first = sign('PAYLOAD', SEED, EMPTY, sha('abc'));
      const last = sign('PAYLOAD', first, EMPTY, EMPTY);
      const trailer = sign('TRAILER', last, sha(`x-amz-checksum-crc32:${tamper ? 'AAAAAA==' : checksum}\n`));
      return Buffer.from(
        `3;chunk-signature=${first}\r\nabc\r\n0;chunk-signature=${last}\r\nx-amz-checksum-crc32:${checksum}\r\nx-amz-trailer-signature:${trailer}\r\n\r\n`,
      );
    };
    const decoder = (): AwsChunkedBody =>
      new AwsChunkedBody({ signing, decodedLength: 3, checks: [], trailers: [checksumCheck('x-amz-checksum-crc32')] });
    expect(decode(decoder(), [build('NSRBwg==')]).toString()).toBe('abc');
    expect(() => decode(decoder(), [build('NSRBwg==', true)])).toThrow(
      expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
    );
    expect(() => decode(decoder(), [build('AAAAAA==')])).toThrow(expect.objectContaining({ code: 'BadDigest' }));
  });
});

describe('unsigned chunks with a trailer', () => {
  const digest = (name: string): string => createHash(name).update('123456789').digest('base64');
  /** Of the text 123456789: the CRC catalogue's check values. */
  const VALUES = {
    crc32: 'y/Q5Jg==',
    crc32c: '4waSgw==',
    crc64nvme: 'rosUhgp5mIg=',
    sha1: digest('sha1'),
    sha256: digest('sha256'),
  };
  const chunked = (trailer: string): Buffer => Buffer.from(`9\r\n123456789\r\n0\r\n${trailer}\r\n`);
  const decoder = (header: string, more: Partial<AwsChunkedOptions> = {}): AwsChunkedBody =>
    new AwsChunkedBody({ decodedLength: 9, checks: [], trailers: [checksumCheck(header)], ...more });

  test.each(Object.entries(VALUES))('%s is verified and told', (name, value) => {
    const header = `x-amz-checksum-${name}`;
    const found: string[][] = [];
    const body = decoder(header, { onTrailer: (...trailer) => found.push(trailer) });
    expect(decode(body, [chunked(`${header}:${value}\r\n`)]).toString()).toBe('123456789');
    expect(found).toEqual([[header, value]]);
  });

  test.each(Object.entries(VALUES))('a wrong %s is a BadDigest', (name, value) => {
    const header = `x-amz-checksum-${name}`;
    const wrong = Buffer.alloc(Buffer.from(value, 'base64').length, 7).toString('base64');
    expect(() => decode(decoder(header), [chunked(`${header}:${wrong}\r\n`)])).toThrow(
      expect.objectContaining({ code: 'BadDigest' }),
    );
  });

  test.each([
    ['missing', ''],
    ['another one', `x-amz-checksum-crc32c:${VALUES.crc32c}\r\n`],
    ['given twice', `x-amz-checksum-crc32:${VALUES.crc32}\r\nx-amz-checksum-crc32:${VALUES.crc32}\r\n`],
    ['no header at all', 'nonsense\r\n'],
  ])('a trailer that is %s is malformed', (_, trailer) => {
    expect(() => decode(decoder('x-amz-checksum-crc32'), [chunked(trailer)])).toThrow(
      expect.objectContaining({ code: 'MalformedTrailerError' }),
    );
  });

  test('a length other than announced is an IncompleteBody', () => {
    for (const decodedLength of [8, 10]) {
      const body = decoder('x-amz-checksum-crc32', { decodedLength });
      expect(() => decode(body, [chunked(`x-amz-checksum-crc32:${VALUES.crc32}\r\n`)])).toThrow(
        expect.objectContaining({ code: 'IncompleteBody' }),
      );
    }
  });

  test('only the last chunk may be small', () => {
    const body = new AwsChunkedBody({
      decodedLength: 6,
      checks: [],
      trailers: [checksumCheck('x-amz-checksum-crc32')],
    });
    expect(() => decode(body, [Buffer.from('3\r\nabc\r\n3\r\ndef\r\n0\r\n')])).toThrow(
      expect.objectContaining({ code: 'InvalidChunkSizeError', status: 403 }),
    );
  });
});
