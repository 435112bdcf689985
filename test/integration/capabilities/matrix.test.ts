import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import { request } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startEmulator, type EmulatorOptions, type StartedEmulator } from '../../../emulator/index';
import { embeddedBackend } from '../../../integration/backends/embedded';
import { capabilities, type CapabilityMatrix, type Shown } from '../../../integration/capabilities/capability';
import { capabilityMatrix } from '../../../integration/capabilities/matrix';
import { TargetError } from '../../../integration/targets/target';
import { normalized } from '../normalized-world';
import { accountsOf, withoutDeletedKeys } from '../what-is-left';
import { holes } from './holes';
import { laxWorld, misread } from './lax-world';

let emulator: StartedEmulator;
afterEach(() => emulator.stop());

async function start(options?: EmulatorOptions) {
  emulator = await startEmulator(options);
  return embeddedBackend(emulator);
}

const names = (matrix: CapabilityMatrix, verdict: Shown['verdict']) =>
  matrix.filter((shown) => shown.verdict === verdict).map(({ capability }) => capability);
const detailOf = (matrix: CapabilityMatrix, wanted: string) =>
  matrix.find(({ capability }) => capability === wanted)!.detail;

const expectNothingLeft = ({ world } = emulator.state) =>
  expect(normalized(withoutDeletedKeys(world))).toEqual(normalized(accountsOf(world)));

describe('the capabilities of a backend', () => {
  test('are all shown of the embedded AWS', async () => {
    const matrix = await capabilityMatrix(await start());
    expect(matrix.map(({ capability }) => capability)).toEqual(capabilities);
    expect(matrix.filter(({ verdict }) => verdict !== 'enforced')).toEqual([]);
    expectNothingLeft();
  });

  test('are not known of organizations where nobody can make one', async () => {
    const { organize: _, ...backend } = await start();
    const matrix = await capabilityMatrix(backend);
    expect(names(matrix, 'unknown')).toEqual(['organization-policies']);
    expect(detailOf(matrix, 'organization-policies')).toContain('no call was made');
  });

  test('say which calls showed them', async () => {
    const matrix = await capabilityMatrix(await start());
    expect(detailOf(matrix, 'external-id')).toBe(
      'allowed: AssumeRole with the agreed external id; ' +
        'refused: AssumeRole without an external id, AssumeRole with another external id',
    );
  });

  test.each(holes)('are absent where an AWS $title', async ({ hole, absent }) => {
    const matrix = await capabilityMatrix(await start({ world: laxWorld(hole) }));
    expect(names(matrix, 'absent')).toEqual(absent);
  });

  test('tell what was not refused', async () => {
    const { hole } = holes.find(({ title }) => title === 'keeps no permissions boundary')!;
    const matrix = await capabilityMatrix(await start({ world: laxWorld(hole) }));
    expect(detailOf(matrix, 'permissions-boundary')).toBe('not refused: a read that the boundary leaves out');
  });

  test('are no secure transport where TLS is put on by a proxy in front', async () => {
    const backend = await start();
    const agentOptions = { ca: emulator.ca, port: emulator.port, host: '127.0.0.1' };
    const proxy = createServer((from, to) => {
      const { method, url: path, headers } = from;
      const forward = request({ ...agentOptions, method, path, headers }, (answer) => {
        to.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(to);
      });
      from.pipe(forward);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const http = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const matrix = await capabilityMatrix({ ...backend, endpoints: { ...backend.endpoints, http } });
    proxy.close();
    expect(names(matrix, 'absent')).toEqual(['secure-transport']);
    expect(detailOf(matrix, 'secure-transport')).toBe('not refused: a read without TLS, which the bucket denies');
  });

  test.each([
    ['https', 'http', 'does not speak TLS'],
    ['http', 'https', 'nothing but TLS is known of'],
  ] as const)('are not known of TLS where there is no %s endpoint', async (missing, other, detail) => {
    const backend = await start();
    const endpoints = { ...backend.endpoints, [missing]: backend.endpoints[other] };
    const matrix = await capabilityMatrix({ ...backend, endpoints });
    expect(names(matrix, 'unknown')).toEqual(['secure-transport']);
    expect(detailOf(matrix, 'secure-transport')).toContain(detail);
  });

  const outOfOrder = (): never => {
    throw new Error('out of order');
  };

  test('are not known where the set-up fails, and what was made by then is gone all the same', async () => {
    const world = laxWorld({ role: (role) => misread(role, 'trustPolicy', outOfOrder) });
    const matrix = await capabilityMatrix(await start({ world, onFault: () => undefined }));
    const unknown = ['identity-policy', 'trust-policy', 'external-id', 'session-policy'];
    expect(names(matrix, 'unknown')).toEqual(unknown);
    expect(names(matrix, 'absent')).toEqual([]);
    expect(detailOf(matrix, 'external-id')).toMatch(/^the set-up failed: ServiceFailureException: [^;]*$/);
    expectNothingLeft();
  });

  test('are not known where a call fails without being refused, and what cannot be taken away is named', async () => {
    const world = laxWorld({
      bucket: (bucket) => misread(bucket, 'policy', (policy) => (policy ? outOfOrder() : undefined)),
    });
    const matrix = await capabilityMatrix(await start({ world, onFault: () => undefined }));
    expect(names(matrix, 'absent')).toEqual([]);
    const [failed, , left] = detailOf(matrix, 'bucket-policy').split('; ');
    expect(failed).toMatch(/^failed: a read that the bucket's policy alone opens \(500 InternalError/);
    expect(left).toMatch(/^left behind: .*bucket crossbucket-canary-/);
  });

  test('are not asked where nothing answers', async () => {
    const backend = await start();
    await emulator.stop();
    await expect(capabilityMatrix(backend)).rejects.toThrow(TargetError);
    await expect(capabilityMatrix(backend)).rejects.toThrow('embedded does not answer: ');
  });

  test('are left off when the run is ended, and what was set up is gone', async () => {
    const controller = new AbortController();
    const world = laxWorld({ bucket: () => controller.abort(new Error('enough')) });
    await expect(capabilityMatrix(await start({ world }), controller.signal)).rejects.toThrow('enough');
    expectNothingLeft();
  });
});
