import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLeaseHeld, openLease } from '../../../integration/backends/lease';

test('a lease is held until it is closed', async () => {
  const lease = await openLease();
  expect(await isLeaseHeld(lease.path)).toBe(true);
  await lease.close();
  await lease.close();
  expect(await isLeaseHeld(lease.path)).toBe(false);
});

test('a lease ends with its process, however that one ends, and leaves no file once somebody asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
  try {
    const path = join(folder, 'lease.sock');
    const holder = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('held'))`;
    const child = spawn(process.execPath, ['-e', holder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(await isLeaseHeld(path)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(path)).toBe(true);
    expect(await isLeaseHeld(path)).toBe(false);
    expect(existsSync(path)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
