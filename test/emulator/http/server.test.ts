import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { form, send, sign } from '../wire';

let emulator: StartedEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const whoAmI = form('GetCallerIdentity', { Version: '2011-06-15' });

/** Writes bytes, and gives back all that comes until the connection ends. */
function raw(bytes: string | Buffer, end = true): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(emulator.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
    if (end) socket.end(bytes);
    else socket.write(bytes);
  });
}

async function alive(endpoint = emulator.httpEndpoint, ca?: string): Promise<number> {
  const wire = await sign(endpoint, emulator.rootCredentials('111111111111'), whoAmI, { service: 'sts' });
  return (await send(endpoint, wire, ca)).status;
}

test('http and https come over one port, and the certificate is trusted by its authority alone', async () => {
  expect(new URL(emulator.endpoint).port).toBe(new URL(emulator.httpEndpoint).port);
  expect(await alive()).toBe(200);
  expect(await alive(emulator.endpoint, emulator.ca)).toBe(200);
  await expect(alive(emulator.endpoint)).rejects.toThrow(/certificate|issuer/i);
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
  const socket = tlsConnect({
    port: emulator.port,
    host: '127.0.0.1',
    ca: emulator.ca,
    minVersion: version,
    maxVersion: version,
  });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  expect(socket.getProtocol()).toBe(version);
  socket.destroy();
});

test('TLS 1.1 is not', async () => {
  const socket = tlsConnect({
    port: emulator.port,
    host: '127.0.0.1',
    ca: emulator.ca,
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  await expect(
    new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject)),
  ).rejects.toThrow();
});

describe('bytes that are no proper request do no harm', () => {
  test.each([
    ['nonsense', 'nonsense\r\n\r\n', /^HTTP\/1.1 400/],
    ['two lengths', 'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', /^HTTP\/1.1 400/],
    [
      'a length and chunks',
      'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1.1 400/,
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1.1 400/],
    [
      'a whole URL as target',
      'GET http://h/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 400 [^]*InvalidURI/,
    ],
    ['a path that is no UTF-8', 'GET /bucket/%ff HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 400/],
    ['CONNECT', 'CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n', /^$/],
    ['a TLS record that is none', Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5]), /^/],
    ['nothing', '', /^$/],
  ])('%s', async (_, bytes, answer) => {
    expect(await raw(bytes)).toMatch(answer);
    expect(await alive()).toBe(200);
  });

  test('an upload that breaks off', async () => {
    const root = emulator.rootCredentials('111111111111');
    await send(
      emulator.httpEndpoint,
      await sign(emulator.httpEndpoint, root, { method: 'PUT', url: '/broken-bucket' }),
    );
    const wire = await sign(emulator.httpEndpoint, root, {
      method: 'PUT',
      url: '/broken-bucket/key',
      body: 'x'.repeat(100),
    });
    const head = Object.entries(wire.headers)
      .map(([name, value]) => `${name}: ${String(value)}\r\n`)
      .join('');
    const socket = connect(emulator.port, '127.0.0.1');
    await new Promise((resolve) =>
      socket.write(`PUT /broken-bucket/key HTTP/1.1\r\n${head}content-length: 100\r\n\r\nxxx`, resolve),
    );
    socket.destroy();
    expect(await alive()).toBe(200);
    const get = await sign(emulator.httpEndpoint, root, { url: '/broken-bucket/key' });
    expect((await send(emulator.httpEndpoint, get)).status).toBe(404);
  });
});

test('a refused upload is not asked to send its content', async () => {
  const answer = await raw(
    'PUT /bucket/key HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1.1 (403|404)/);
});

test('answers to HEAD have no body', async () => {
  const answer = await send(emulator.httpEndpoint, { method: 'HEAD', url: '/no-such-bucket', headers: {}, body: '' });
  expect(answer).toMatchObject({ status: 404, body: '' });
});

test('a refused HEAD leaves the connection open to its client', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const used = new Set<unknown>();
  const head = () =>
    new Promise<void>((resolve, reject) => {
      const options = { method: 'HEAD', port: emulator.port, path: '/no-such-bucket', agent };
      const asked = request(options, (answer) => answer.resume().once('end', resolve));
      asked.once('socket', (socket) => used.add(socket)).once('error', reject);
      asked.end();
    });
  await head();
  await head();
  agent.destroy();
  expect(used.size).toBe(1);
});

test('a refusal carries the request id in header and body', async () => {
  const { headers, body } = await send(emulator.httpEndpoint, { method: 'GET', url: '/', headers: {}, body: '' });
  expect(headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/);
  expect(body).toContain(`<RequestId>${String(headers['x-amz-request-id'])}</RequestId>`);
  expect(body).toContain('<HostId>');
});

describe('stopping', () => {
  test('ends idle and half-open connections at once, and gives the port back', async () => {
    const other = await startEmulator();
    const sockets: Socket[] = [connect(other.port, '127.0.0.1'), connect(other.port, '127.0.0.1')];
    sockets[0]!.write('GET / HTTP/1.1\r\nHost');
    const closed = sockets.map(
      (socket) => new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve)),
    );
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await other.stop();
    await other.stop();
    await Promise.all(closed);
    const again = await startEmulator({ port: other.port });
    expect(again.port).toBe(other.port);
    await again[Symbol.asyncDispose]();
  });

  test('a port that is taken is said', async () => {
    await expect(startEmulator({ port: emulator.port })).rejects.toThrow(/EADDRINUSE/);
  });
});
