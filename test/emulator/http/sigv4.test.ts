import { describe, expect, test } from '@jest/globals';
import { rawRequest, type RawRequest } from '../../../emulator/http/raw-request';
import { claimedSignature, type ClaimedSignature } from '../../../emulator/http/sigv4/signature';
import { signingKey } from '../../../emulator/http/sigv4/signing-key';
import { verifySignature, verifySignedHeaders, verifyTime } from '../../../emulator/http/sigv4/verify';
import vectors from '../../vectors/sigv4/requests.json';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

type Vector = (typeof vectors)[number];

function request({ method, url, headers, credential, signature }: Vector): RawRequest {
  const names = headers.map(([name]) => name!.toLowerCase()).sort();
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names.join(';')},Signature=${signature}`;
  const signed = url.includes('X-Amz-Signature') ? headers : [...headers, ['Authorization', authorization]];
  return rawRequest(method, url, signed.flat());
}

function verify(raw: RawRequest, claimed: ClaimedSignature, secret: string): void {
  const { date, region, service } = claimed.credential;
  const payloadHash = raw.headers['x-amz-content-sha256'] ?? (service === 's3' ? 'UNSIGNED-PAYLOAD' : EMPTY);
  verifySignedHeaders(raw, claimed);
  verifySignature(raw, claimed, payloadHash, signingKey(secret, date, region, service), service === 's3');
}

describe.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
  test('its published signature holds', () => {
    const raw = request(vector);
    expect(() => verify(raw, claimedSignature(raw)!, vector.secret)).not.toThrow();
  });

  test('another secret does not make it', () => {
    const raw = request(vector);
    expect(() => verify(raw, claimedSignature(raw)!, `${vector.secret.slice(0, -1)}X`)).toThrow(/does not match/);
  });

  test('no signed header, parameter, path or method can be changed', () => {
    const raw = request(vector);
    const claimed = claimedSignature(raw)!;
    const changed: RawRequest[] = [
      { ...raw, method: raw.method === 'GET' ? 'DELETE' : 'GET' },
      { ...raw, path: `${raw.path}x` },
      { ...raw, parameters: [...raw.parameters, ['versionId', 'x']] },
      ...claimed.signedHeaders.map((name) => ({
        ...raw,
        headers: { ...raw.headers, [name]: `${raw.headers[name]}1` },
      })),
      ...claimed.signedHeaders.map((name) => ({ ...raw, headers: without(raw.headers, name) })),
      ...raw.parameters
        .filter(([name]) => name !== 'X-Amz-Signature')
        .map(([name], index) => ({ ...raw, parameters: raw.parameters.with(index, [name, 'changed']) })),
    ];
    for (const request of changed) expect(() => verify(request, claimed, vector.secret)).toThrow();
  });
});

function without(headers: RawRequest['headers'], name: string): RawRequest['headers'] {
  const { [name]: _, ...rest } = headers;
  return rest;
}

describe('the form of a signature', () => {
  const claim = (headers: string[], url = '/'): ClaimedSignature | undefined =>
    claimedSignature(rawRequest('GET', url, ['Host', 'h', 'X-Amz-Date', '20150830T123600Z', ...headers]));
  const scope = 'AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request';
  const good = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'a'.repeat(64)}`;

  test('is read with and without spaces between its parts', () => {
    expect(claim(['Authorization', good])).toEqual(claim(['Authorization', good.replaceAll(', ', ',')]));
  });

  test('no signature at all is an anonymous request', () => expect(claim([])).toBeUndefined());

  test.each([
    ['Signature Version 2', 'AWS AKIDEXAMPLE:c2lnbmF0dXJl', 'unsupported-mechanism'],
    ['a bearer token', 'Bearer abc', 'unsupported-mechanism'],
    ['Signature Version 4A', good.replace('HMAC-SHA256', 'ECDSA-P256-SHA256'), 'unsupported-mechanism'],
    ['a scope without region', good.replace('us-east-1/', ''), 'malformed-header'],
    ['a scope of another day', good.replace('20150830', '20150831'), 'malformed-header'],
    ['a scope that ends otherwise', good.replace('aws4_request', 'aws5_request'), 'malformed-header'],
    ['a part given twice', `${good}, Signature=${'b'.repeat(64)}`, 'malformed-header'],
    ['a part too many', `${good}, Extra=1`, 'malformed-header'],
    ['no signed headers', good.replace('SignedHeaders=host;x-amz-date, ', ''), 'malformed-header'],
    ['signed headers in upper case', good.replace('=host', '=Host'), 'malformed-header'],
    ['signed headers out of order', good.replace('host;x-amz-date', 'x-amz-date;host'), 'malformed-header'],
    ['a signed header twice', good.replace('host;', 'host;host;'), 'malformed-header'],
    ['a signature of 63 digits', good.slice(0, -1), 'malformed-header'],
    ['a signature in upper case', good.replace('a'.repeat(64), 'A'.repeat(64)), 'malformed-header'],
  ])('%s is refused', (_, authorization, reason) => {
    expect(() => claim(['Authorization', authorization])).toThrow(expect.objectContaining({ reason }));
  });

  test('a header and a query signature together are refused', () => {
    expect(() => claim(['Authorization', good], `/?X-Amz-Signature=${'a'.repeat(64)}`)).toThrow(
      /Only one auth mechanism/,
    );
  });

  const presigned = (changes: Record<string, string | undefined> = {}, more = ''): string => {
    const parameters = {
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': scope,
      'X-Amz-Date': '20150830T123600Z',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'a'.repeat(64),
      ...changes,
    };
    const text = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    return `/?${text.join('&')}${more}`;
  };

  test('a presigned URL says how long it holds', () => expect(claim([], presigned())).toMatchObject({ expiresIn: 60 }));

  test.each([
    ['more than a week', presigned({ 'X-Amz-Expires': '604801' })],
    ['less than nothing', presigned({ 'X-Amz-Expires': '-1' })],
    ['no number', presigned({ 'X-Amz-Expires': '1e3' })],
    ['no expiry', presigned({ 'X-Amz-Expires': undefined })],
    ['no signature', presigned({ 'X-Amz-Signature': undefined })],
    ['no credential', presigned({ 'X-Amz-Credential': undefined })],
    ['another algorithm', presigned({ 'X-Amz-Algorithm': 'AWS4-HMAC-SHA1' })],
    ['a date that is none', presigned({ 'X-Amz-Date': '20150230T123600Z' })],
    ['a parameter twice', presigned({}, '&X-Amz-Expires=604800')],
    ['a parameter twice in another case', presigned({}, `&x-amz-signature=${'b'.repeat(64)}`)],
  ])('a presigned URL with %s is refused', (_, url) => {
    expect(() => claim([], url)).toThrow(expect.objectContaining({ reason: 'malformed-query' }));
  });
});

describe('the time of a signature', () => {
  const at = Date.parse('2015-08-30T12:36:00Z');
  const claimed = { time: at, amzDate: '20150830T123600Z' } as ClaimedSignature;
  const minutes = 60_000;

  test.each([0, 15 * minutes, -15 * minutes])('holds %d ms away', (skew) => {
    expect(() => verifyTime(claimed, at + skew)).not.toThrow();
  });
  test.each([15 * minutes + 1000, -15 * minutes - 1000])('is refused %d ms away', (skew) => {
    expect(() => verifyTime(claimed, at + skew)).toThrow(expect.objectContaining({ reason: 'skewed' }));
  });
  test('a presigned URL holds until its last second and no longer', () => {
    const presigned = { ...claimed, expiresIn: 3600 };
    expect(() => verifyTime(presigned, at + 3600_000)).not.toThrow();
    expect(() => verifyTime(presigned, at + 3600_001)).toThrow(/Request has expired/);
  });
  test('a presigned URL of the future is not yet valid', () => {
    expect(() => verifyTime({ ...claimed, expiresIn: 3600 }, at - 16 * minutes)).toThrow(/not yet valid/);
  });
});

describe('a request as it is read', () => {
  test.each(['Authorization', 'Host', 'X-Amz-Date', 'X-Amz-Content-Sha256', 'X-Amz-Security-Token', 'Content-Length'])(
    '%s sent twice is refused',
    (name) => expect(() => rawRequest('GET', '/', [name, 'a', name.toLowerCase(), 'b'])).toThrow(/more than once/),
  );
  test('other repeated headers are joined', () => {
    expect(rawRequest('GET', '/', ['X-Amz-Meta-A', '1', 'x-amz-meta-a', '2']).headers['x-amz-meta-a']).toBe('1,2');
  });
  test('dot segments stay in the path', () => expect(rawRequest('GET', '/b/../c/./d', []).path).toBe('/b/../c/./d'));
  test.each(['http://127.0.0.1/b', '*', ''])('the target %p is refused', (url) => {
    expect(() => rawRequest('GET', url, [])).toThrow(expect.objectContaining({ code: 'InvalidURI' }));
  });
  test('a query that is no UTF-8 is refused', () => {
    expect(() => rawRequest('GET', '/?prefix=%ff', [])).toThrow(expect.objectContaining({ code: 'InvalidURI' }));
  });
  test('a parameter named __proto__ is refused', () => {
    expect(() => rawRequest('GET', '/?__proto__=x', [])).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
  });
  test('a header named __proto__ is a header like any other', () => {
    expect(Object.keys(rawRequest('GET', '/', ['__proto__', 'x']).headers)).toEqual(['__proto__']);
  });
});
