import { expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpointBackend } from '../../../integration/backends/endpoint';
import { TargetError } from '../../../integration/targets/target';

test.each(['localhost:4566', 'ftp://localhost', 'nonsense', ''])(
  '%j is no endpoint, and the error says what is',
  (url) => {
    expect(() => endpointBackend(url)).toThrow(TargetError);
    expect(() => endpointBackend(url)).toThrow(`"${url}" is no endpoint; give a URL such as http://127.0.0.1:4566`);
  },
);

test('the root of an account has its 12 digits for a key', () => {
  expect(endpointBackend('http://127.0.0.1:4566').setupKeys('111111111111').accessKeyId).toBe('111111111111');
});

test('who stops it leaves the endpoint running', async () => {
  const server = createServer((_, response) => response.end('running'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const backend = endpointBackend(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await backend.stop();
    expect(await (await fetch(backend.endpoints.http)).text()).toBe('running');
  } finally {
    server.close();
  }
});
