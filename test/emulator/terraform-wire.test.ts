import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator, type StartedEmulator } from '../../emulator/index';
import { checksumOf } from '../../emulator/store/checksum';
import type { ChecksumAlgorithm } from '../../emulator/store/object-version';
import { s3For } from './s3/s3-client';
import { send, sign } from './wire';

const PRODUCER = '111111111111';

/** One recorded request and what it was answered; see the folder's README. */
interface Recorded {
  readonly method: string;
  readonly url: string;
  /** The operation, of IAM and STS. */
  readonly action?: string;
  /** The operation, of KMS. */
  readonly target?: string;
  /** Account, region and service of the signature. */
  readonly key: readonly [account: string, region: string, service: string];
  readonly status: number;
  readonly err?: string;
  readonly ct?: string;
  /** Headers, each `name=value`. */
  readonly cksum: readonly string[];
  readonly reqbody: string;
}

function recorded(name: string): Recorded[] {
  const text = readFileSync(join(__dirname, '../vectors/terraform-wire', `${name}.jsonl`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);
}

/** The ids of KMS keys were the recorded AWS's own: each conversation has one key, and here it has another id. */
function withOwnKey({ state }: StartedEmulator, text: string): string {
  const arn = [...(state.world.accounts.get(PRODUCER)?.keys.keys() ?? [])].at(-1);
  const id = arn?.split('/')[1];
  return id === undefined ? text : text.replace(/(?<=key\/|KeyId":")[0-9a-f-]{36}/g, id);
}

async function replay(emulator: StartedEmulator, request: Recorded) {
  const [account, region, service] = request.key;
  const body = withOwnKey(emulator, request.reqbody);
  const headers: Record<string, string> = {};
  if (request.ct !== undefined) headers['content-type'] = request.ct;
  if (request.target !== undefined) headers['x-amz-target'] = request.target;
  for (const header of request.cksum) {
    const equals = header.indexOf('=');
    const name = header.slice(0, equals);
    const checksum = body !== request.reqbody && /^x-amz-checksum-(crc32|sha256)$/.exec(name)?.[1];
    headers[name] = checksum ? checksumOf(checksum as ChecksumAlgorithm, Buffer.from(body)) : header.slice(equals + 1);
  }
  const { method, url } = request;
  const credentials = emulator.rootCredentials(account);
  // The stacks refuse what does not come over TLS.
  const wire = await sign(emulator.endpoint, credentials, { method, url, headers, body }, { service, region });
  return send(emulator.endpoint, wire, emulator.ca);
}

/** Replays conversations one after the other. @returns a line for each answer that differs in status or error code */
async function differences(emulator: StartedEmulator, ...names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    for (const [index, request] of recorded(name).entries()) {
      const { status, code } = await replay(emulator, request);
      if (status === request.status && code === request.err) continue;
      const what = request.action ?? request.target ?? `${request.method} ${request.url}`;
      found.push(`${name}:${index + 1} ${what}: ${status} ${code}, recorded ${request.status} ${request.err}`);
    }
  }
  return found;
}

async function withEmulator(use: (emulator: StartedEmulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator();
  try {
    await use(emulator);
  } finally {
    await emulator.stop();
  }
}

describe("what Terraform 1.11.4 with provider aws 5.100.0 asks is answered with AWS's status and error code", () => {
  test.each([
    ['producer first', ['producer-apply', 'consumer-apply']],
    ['consumer first', ['consumer-apply', 'producer-apply']],
  ])('apply with the %s, second plan, destroy', async (_, applies) => {
    await withEmulator(async (emulator) => {
      const rest = ['producer-plan2', 'consumer-plan2', 'producer-destroy', 'consumer-destroy'];
      expect(await differences(emulator, ...applies, ...rest)).toEqual([]);
      const { buckets, accounts } = emulator.state.world;
      expect(buckets.size).toBe(0);
      expect([...accounts.values()].flatMap(({ roles }) => [...roles.keys()])).toEqual([]);
      expect([...accounts.get(PRODUCER)!.keys.values()].map(({ state }) => state)).toEqual(['PendingDeletion']);
    });
  });

  test('an update in place of nearly every resource', async () => {
    await withEmulator(async (emulator) => {
      expect(await differences(emulator, 'producer-apply', 'update')).toEqual([]);
    });
  });

  test('a state in S3 with a lock, and a second client that finds it taken', async () => {
    await withEmulator(async (emulator) => {
      await s3For(emulator, emulator.rootCredentials(PRODUCER)).createBucket({ Bucket: 'tf-state' });
      expect(await differences(emulator, 's3-contend')).toEqual([]);
    });
  });
});
