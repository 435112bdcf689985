import { describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { failure, makeUser, may } from '../clients';
import { s3For, textOf } from '../s3/s3-client';
import { sha256, sign } from '../wire';
import { behindGateway, type BehindGateway } from './behind-gateway';

const ACCOUNT = '111111111111';
const Bucket = 'connections';

async function withBucket(work: (behind: BehindGateway) => Promise<void>): Promise<void> {
  const behind = await behindGateway();
  try {
    await s3For(behind.gateway, behind.gateway.rootCredentials(ACCOUNT)).createBucket({ Bucket });
    await work(behind);
  } finally {
    await behind.stop();
  }
}

/** Puts an object as a client that sends its content only when it is asked to. */
async function putWhenAsked({ gateway }: BehindGateway, who: Parameters<typeof sign>[1]) {
  const body = Buffer.from('only when asked');
  const headers = {
    expect: '100-continue',
    'content-length': String(body.length),
    'x-amz-content-sha256': sha256(body),
  };
  const wire = await sign(gateway.httpEndpoint, who, { method: 'PUT', url: `/${Bucket}/k`, headers, body });
  const { hostname, port } = new URL(gateway.httpEndpoint);
  return new Promise<{ status: number; asked: boolean }>((resolve, reject) => {
    let asked = false;
    const put = request({ hostname, port, method: 'PUT', path: wire.url, headers: { ...wire.headers }, agent: false });
    put.on('continue', () => {
      asked = true;
      put.end(body);
    });
    put.on('response', (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode!, asked });
      put.destroy();
    });
    put.on('error', reject);
    put.flushHeaders();
  });
}

describe('a client that waits to be asked for its content', () => {
  test('is asked when it may put', () =>
    withBucket(async (behind) => {
      const root = behind.gateway.rootCredentials(ACCOUNT);
      expect(await putWhenAsked(behind, root)).toEqual({ status: 200, asked: true });
      expect(await textOf(s3For(behind.gateway, root).getObject({ Bucket, Key: 'k' }))).toBe('only when asked');
    }));

  test('and is not when it may not', () =>
    withBucket(async (behind) => {
      const key = await makeUser(behind.gateway, ACCOUNT, 'reader', may('s3:GetObject'));
      const who = { accessKeyId: key.AccessKeyId!, secretAccessKey: key.SecretAccessKey! };
      expect(await putWhenAsked(behind, who)).toEqual({ status: 403, asked: false });
    }));
});

test('a backend that went away is told as such, and calls that only the world answers still are', () =>
  withBucket(async ({ backend, gateway }) => {
    const s3 = s3For(gateway, gateway.rootCredentials(ACCOUNT));
    await backend.stop();
    expect(await failure(s3.getObject({ Bucket, Key: 'k' }))).toMatchObject({
      name: 'ServiceUnavailable',
      status: 503,
    });
    expect((await failure(s3.createBucket({ Bucket: 'another' }))).message).toContain('does not answer');
    expect((await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
  }));

test('a gateway that stops gives its port back, may be stopped again, and leaves the backend running', () =>
  withBucket(async ({ backend, gateway }) => {
    await gateway.stop();
    await gateway.stop();
    const { port } = new URL(gateway.httpEndpoint);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    const { Buckets } = await s3For(backend, backend.rootCredentials(ACCOUNT)).listBuckets({});
    expect(Buckets).toHaveLength(1);
  }));
