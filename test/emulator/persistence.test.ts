import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld, ensureAccount } from '../../access/world/create';
import { restore } from '../../access/world/snapshot';
import { startEmulator, type StartedEmulator } from '../../emulator/index';
import { DataDirectory } from '../../emulator/persistence';
import { assume, clientsFor, failure, makeRole, makeUser, may, policy, rootOf, trust } from './clients';
import { s3For, textOf } from './s3/s3-client';

const ACCOUNT = '111111111111';

let dataDir: string;
let running: StartedEmulator[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'crossbucket-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((emulator) => emulator.stop()));
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<StartedEmulator> {
  const emulator = await startEmulator({ dataDir });
  running.push(emulator);
  return emulator;
}
const file = (name: string): string => join(dataDir, name);
const worldOnDisk = () => restore(JSON.parse(readFileSync(file('world.json'), 'utf8')));

describe('with a data directory an embedded AWS goes on where it stopped', () => {
  test('world, objects, keys, sessions and certificates are the same', async () => {
    const first = await start();
    const ann = await makeUser(first, ACCOUNT, 'ann', may(['sts:AssumeRole', 'iam:ListRoles', 's3:*']));
    const role = await makeRole(first, ACCOUNT, 'reader', trust({ AWS: ACCOUNT }), may(['kms:*', 's3:*']));
    const session = await assume(first, ann, role);
    const s3 = s3For(first, ann);
    await s3.createBucket({ Bucket: 'kept' });
    await s3.putObject({ Bucket: 'kept', Key: 'a/b', Body: 'content', Metadata: { made: 'before' } });
    const { kms } = rootOf(first, ACCOUNT);
    const KeyId = (await kms.createKey({ Tags: [{ TagKey: 'a', TagValue: 'b' }] })).KeyMetadata!.Arn!;
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: Buffer.from('text') });
    const { world } = first.state;
    await first.stop();

    const second = await start();
    expect(second.state.world).toEqual(world);
    expect(second.ca).toBe(first.ca);
    expect(second.rootCredentials(ACCOUNT)).toEqual(first.rootCredentials(ACCOUNT));
    const object = await s3For(second, ann, { secure: true }).getObject({ Bucket: 'kept', Key: 'a/b' });
    expect([object.Metadata, await object.Body!.transformToString()]).toEqual([{ made: 'before' }, 'content']);
    const again = clientsFor(second, session);
    expect((await again.sts.getCallerIdentity({})).Arn).toMatch(/assumed-role\/reader\/session$/);
    expect(Buffer.from((await again.kms.decrypt({ CiphertextBlob })).Plaintext!).toString()).toBe('text');
  });

  test('so do the ACLs of buckets, objects and uploads', async () => {
    const [Bucket, upload] = ['granted', { Bucket: 'granted', Key: 'upload' }];
    const first = await start();
    const s3 = s3For(first, first.rootCredentials(ACCOUNT));
    await s3.createBucket({ Bucket, ObjectOwnership: 'ObjectWriter' });
    await s3.deletePublicAccessBlock({ Bucket });
    await s3.putBucketAcl({ Bucket, ACL: 'authenticated-read' });
    await s3.putObject({ Bucket, Key: 'put', Body: 'x', ACL: 'public-read' });
    await s3.putObject({ Bucket, Key: 'changed', Body: 'x' });
    await s3.putObjectAcl({ Bucket, Key: 'changed', ACL: 'public-read' });
    const { UploadId } = await s3.createMultipartUpload({ ...upload, ACL: 'public-read' });
    const { ETag } = await s3.uploadPart({ ...upload, UploadId, PartNumber: 1, Body: 'x' });
    await first.stop();

    const second = await start();
    const again = s3For(second, second.rootCredentials(ACCOUNT));
    await again.completeMultipartUpload({
      ...upload,
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
    });
    expect((await again.getBucketAcl({ Bucket })).Grants).toHaveLength(2);
    for (const Key of ['put', 'changed', 'upload']) {
      expect(await textOf(s3For(second, undefined).getObject({ Bucket, Key }))).toBe('x');
    }
  });

  test('so does a role that was deleted: its id stays dead', async () => {
    const first = await start();
    const reader = await makeRole(first, ACCOUNT, 'reader', trust({ Service: 'ec2.amazonaws.com' }));
    await makeRole(first, ACCOUNT, 'partner', trust({ AWS: reader }));
    await rootOf(first, ACCOUNT).iam.deleteRole({ RoleName: 'reader' });
    await first.stop();
    const second = await start();
    await makeRole(second, ACCOUNT, 'reader', trust({ Service: 'ec2.amazonaws.com' }));
    const { Role } = await rootOf(second, ACCOUNT).iam.getRole({ RoleName: 'partner' });
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toMatch(/"AWS":"AROA[A-Z2-7]{17}"/);
  });

  test('names that look like those of the file format are kept as they are', async () => {
    const first = await start();
    const { iam, kms } = rootOf(first, ACCOUNT);
    const PolicyDocument = policy(
      may('s3:*', '*', { StringEquals: { $map: ['a', 'b'], $set: 'a', $$: 'b', __proto__x: 'c' } }),
    );
    await iam.createPolicy({ PolicyName: 'odd', PolicyDocument });
    const KeyId = (await kms.createKey({})).KeyMetadata!.Arn!;
    await kms.createGrant({
      KeyId,
      GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { $map: 'x', $set: 'y' } },
    });
    const { world } = first.state;
    await first.stop();
    const second = await start();
    expect(second.state.world).toEqual(world);
    const found = await rootOf(second, ACCOUNT).iam.getPolicyVersion({
      PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/odd`,
      VersionId: 'v1',
    });
    expect(decodeURIComponent(found.PolicyVersion!.Document!)).toBe(PolicyDocument);
  });

  test('what is in it is for its owner alone', async () => {
    await makeUser(await start(), ACCOUNT, 'ann');
    for (const name of ['secret', 'tls.json', 'world.json']) expect(statSync(file(name)).mode & 0o077).toBe(0);
  });

  test('without one nothing is kept', async () => {
    const first = await startEmulator();
    await makeUser(first, ACCOUNT, 'ann');
    await first.stop();
    const second = await startEmulator();
    expect(second.state.world.accounts.size).toBe(0);
    expect(second.rootCredentials(ACCOUNT)).not.toEqual(first.rootCredentials(ACCOUNT));
    await second.stop();
  });
});

describe('the world is saved', () => {
  test('before the answer comes', async () => {
    const emulator = await start();
    const { iam } = rootOf(emulator, ACCOUNT);
    await iam.createUser({ UserName: 'ann' });
    expect([...worldOnDisk().accounts.get(ACCOUNT)!.users.keys()]).toEqual(['ann']);
    await s3For(emulator, emulator.rootCredentials(ACCOUNT)).createBucket({ Bucket: 'saved' });
    expect([...worldOnDisk().buckets.keys()]).toEqual(['saved']);
    await iam.deleteUser({ UserName: 'ann' });
    expect(worldOnDisk().accounts.get(ACCOUNT)!.users.size).toBe(0);
  });

  test('and survives a process that ends without a word', async () => {
    const emulator = await start();
    await makeUser(emulator, ACCOUNT, 'ann');
    // Not stopped: what a killed process leaves is what lies there now.
    expect((await startEmulator({ world: worldOnDisk() }).then(stopped)).accounts.get(ACCOUNT)!.users.has('ann')).toBe(
      true,
    );
  });

  async function stopped(emulator: StartedEmulator) {
    await emulator.stop();
    return emulator.state.world;
  }

  test('whole, however many change it at once', async () => {
    const emulator = await start();
    const { iam } = rootOf(emulator, ACCOUNT);
    const names = Array.from({ length: 40 }, (_, i) => `user-${i}`);
    let done = 0;
    const readers = (async () => {
      while (done < names.length) {
        if (existsSync(file('world.json'))) worldOnDisk();
        await new Promise(setImmediate);
      }
    })();
    await Promise.all(
      names.map(async (UserName) => {
        await iam.createUser({ UserName });
        expect(worldOnDisk().accounts.get(ACCOUNT)!.users.has(UserName)).toBe(true);
        done++;
      }),
    );
    await readers;
    expect(worldOnDisk().accounts.get(ACCOUNT)!.users.size).toBe(40);
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('once for changes that come while it is written, and not at all when nothing changed', async () => {
    const data = new DataDirectory(dataDir);
    const world = createWorld();
    ensureAccount(world, '111111111111');
    const saves = [data.save(world)];
    ensureAccount(world, '222222222222');
    saves.push(data.save(world));
    ensureAccount(world, '333333333333');
    saves.push(data.save(world));
    await Promise.all(saves);
    expect([...worldOnDisk().accounts.keys()]).toEqual([...world.accounts.keys()]);
    const before = statSync(file('world.json')).ino;
    await data.save(world);
    expect(statSync(file('world.json')).ino).toBe(before);
  });

  test('or the caller is told that it was not, and the next one tries again', async () => {
    const faults: unknown[] = [];
    const emulator = await startEmulator({ dataDir, onFault: (error) => faults.push(error) });
    running.push(emulator);
    const { iam } = rootOf(emulator, ACCOUNT);
    await iam.createUser({ UserName: 'ann' });
    rmSync(dataDir, { recursive: true });
    expect(await failure(iam.createUser({ UserName: 'bob' }))).toMatchObject({
      name: 'ServiceFailureException',
      status: 500,
    });
    expect(faults).toEqual([expect.objectContaining({ code: 'ENOENT' })]);
    new DataDirectory(dataDir);
    await iam.createUser({ UserName: 'carl' });
    expect([...worldOnDisk().accounts.get(ACCOUNT)!.users.keys()]).toEqual(['ann', 'bob', 'carl']);
  });
});

describe('a damaged file', () => {
  test.each([
    ['world.json', '{"accounts":', 'move it away to begin with an empty world'],
    ['world.json', '{}', 'this is no snapshot of a world'],
    ['secret', 'too short', 'it must have 64 hex digits'],
    ['secret', '', 'restore it'],
    ['tls.json', 'not JSON', 'move it away to get new certificates'],
    ['tls.json', '{"key":"x"}', 'it must have key, cert, ca and until'],
  ])('%s with %j is named, with what to do', async (name, content, message) => {
    await (await start()).stop();
    writeFileSync(file(name), content);
    const told = new RegExp(`^${file(name)} is damaged \\(.*\\); .*`);
    await expect(start()).rejects.toThrow(told);
    await expect(start()).rejects.toThrow(message);
    expect(readFileSync(file(name), 'utf8')).toBe(content);
  });
});

test('certificates that are about to end are made again', () => {
  const data = new DataDirectory(dataDir);
  const now = new Date('2026-11-24T00:00:00Z');
  const first = data.tlsIdentity(now);
  const days = (count: number): Date => new Date(now.getTime() + count * 24 * 60 * 60 * 1000);
  expect(data.tlsIdentity(days(334))).toEqual(first);
  expect(data.tlsIdentity(days(336)).ca).not.toBe(first.ca);
});

test('objects that were written are read back after a restart in full', async () => {
  const first = await start();
  const owner = first.rootCredentials(ACCOUNT);
  const Body = Buffer.alloc(3 * 1024 * 1024, 'x');
  await s3For(first, owner).createBucket({ Bucket: 'large' });
  await s3For(first, owner).putObject({ Bucket: 'large', Key: 'k', Body });
  await first.stop();
  const second = await start();
  expect((await textOf(s3For(second, owner).getObject({ Bucket: 'large', Key: 'k' }))).length).toBe(Body.length);
});

test('a directory that cannot be made is an error at the start', async () => {
  writeFileSync(file('in-the-way'), '');
  chmodSync(file('in-the-way'), 0o600);
  await expect(startEmulator({ dataDir: file('in-the-way') })).rejects.toThrow(/EEXIST|ENOTDIR/);
});
