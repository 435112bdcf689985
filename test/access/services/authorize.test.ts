import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import type { PolicyDocument, Statement } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';
import { authorize } from '../../../access/services/authorize';
import type { ApiRequest, S3Request } from '../../../access/services/request';
import type { ObjectState } from '../../../access/services/s3/object-state';
import { sessionOf, tryFindKey } from '../../../access/world/lookup';
import { createRole } from '../../../access/world/roles';
import type { World } from '../../../access/world/world';
import { callerOf, caseWorld, CONNECTION, CONSUMER, NOTHING, PRODUCER, REGION } from './world';

const ACME = 'arn:aws:s3:::acme';
const READER_ARN = `arn:aws:iam::${CONSUMER}:role/reader`;
const policy = (...statements: Omit<Statement, 'Effect'>[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
});
const toConsumer = { Principal: { AWS: CONSUMER } };

/** Everything that a cross-account read under SSE-KMS needs; a test takes one thing away. */
function lake(): World {
  const world = caseWorld();
  const bucket = world.buckets.get('acme')!;
  const key = tryFindKey(world, 'alias/lake', { account: PRODUCER, region: REGION })!;
  bucket.encryption = { algorithm: 'aws:kms', kmsMasterKeyId: key.arn, bucketKeyEnabled: true };
  bucket.policy = policy({ ...toConsumer, Action: ['s3:GetObject', 's3:PutObject'], Resource: `${ACME}/reports/*` });
  key.policy = policy({
    ...toConsumer,
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': ACME },
    },
  });
  const role = createRole(world, { account: CONSUMER, name: 'reader', trustPolicy: NOTHING });
  role.inlinePolicies.set('s3', policy({ Action: ['s3:GetObject', 's3:PutObject'], Resource: `${ACME}/*` }));
  role.inlinePolicies.set('kms', policy({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key.arn }));
  return world;
}

const reader = (world: World): Caller => sessionOf(world, READER_ARN, { sessionName: 's' });

function s3(world: World, operation: string, more: Partial<S3Request> = {}): S3Request {
  const place = { bucket: 'acme', key: 'reports/a', query: {}, headers: {} };
  return { service: 's3', operation, ...place, caller: reader(world), connection: CONNECTION, ...more };
}

/** The effect and, of a refusal, the action and the rule of its first reason. */
function outcome(world: World, request: ApiRequest, object?: ObjectState, source?: ObjectState) {
  const { effect, refusal } = authorize(world, request, object, source);
  expect(refusal?.effect ?? 'allow').toBe(effect);
  return effect === 'allow' ? 'allow' : `${effect} ${refusal!.call.action}`;
}

describe('a request through S3 into KMS', () => {
  test('is allowed when bucket, key and both of the caller’s policies allow all of its calls', () => {
    const world = lake();
    expect(outcome(world, s3(world, 'GetObject'))).toBe('allow');
    expect(authorize(world, s3(world, 'GetObject')).decisions.map(({ call }) => call.action)).toEqual([
      's3:GetObject',
      'kms:Decrypt',
    ]);
    expect(outcome(world, s3(world, 'PutObject'))).toBe('allow');
  });

  test.each<[string, (world: World) => void, string]>([
    ['bucket policy', (world) => void delete world.buckets.get('acme')!.policy, 's3:GetObject'],
    ['identity policy for S3', (world) => void roleOf(world).inlinePolicies.delete('s3'), 's3:GetObject'],
    ['identity policy for the key', (world) => void roleOf(world).inlinePolicies.delete('kms'), 'kms:Decrypt'],
    ['key policy', (world) => void (keyOf(world).policy = NOTHING), 'kms:Decrypt'],
  ])('is refused without the %s, at the call that lacks it', (_what, takeAway, action) => {
    const world = lake();
    takeAway(world);
    expect(outcome(world, s3(world, 'GetObject'))).toBe(`implicitDeny ${action}`);
  });

  test('is refused where the encryption context is the object and the key policy wants the bucket', () => {
    const world = lake();
    const { arn } = keyOf(world);
    const state: ObjectState = {
      exists: true,
      encryption: { algorithm: 'aws:kms', keyArn: arn, bucketKeyEnabled: false },
    };
    expect(outcome(world, s3(world, 'GetObject'), state)).toBe('implicitDeny kms:Decrypt');
  });

  test('gives no right to the key itself', () => {
    const world = lake();
    const { arn } = keyOf(world);
    const request = {
      service: 'kms',
      operation: 'Decrypt',
      keyArn: arn,
      encryptionContext: { 'aws:s3:arn': ACME },
    } as const;
    expect(outcome(world, { ...request, caller: reader(world), connection: CONNECTION })).toBe(
      'implicitDeny kms:Decrypt',
    );
  });

  test('uses the managed key aws/s3 in its own account only (R-KMS-5)', () => {
    const world = lake();
    world.buckets.get('acme')!.encryption = { algorithm: 'aws:kms', bucketKeyEnabled: false };
    expect(outcome(world, s3(world, 'PutObject'))).toBe('allow');
    expect(outcome(world, s3(world, 'GetObject'))).toBe('implicitDeny kms:Decrypt');
    const owner: Caller = { kind: 'root', account: PRODUCER };
    expect(outcome(world, s3(world, 'GetObject', { caller: owner }))).toBe('allow');
  });
});

describe('an object that is not there', () => {
  const missing: ObjectState = { exists: false };

  test('is refused to who may not list (R-S3-404)', () => {
    const world = lake();
    expect(outcome(world, s3(world, 'GetObject'), missing)).toBe('implicitDeny s3:ListBucket');
  });

  test('is told to who may list under its prefix', () => {
    const world = lake();
    const list = { Action: 's3:ListBucket', Resource: ACME, Condition: { StringLike: { 's3:prefix': 'reports/*' } } };
    const bucket = world.buckets.get('acme')!;
    bucket.policy = policy(...(bucket.policy!.Statement as Statement[]), { ...toConsumer, ...list });
    roleOf(world).inlinePolicies.set('list', policy(list));
    expect(outcome(world, s3(world, 'GetObject'), missing)).toBe('allow');
    expect(outcome(world, s3(world, 'GetObject', { key: 'other/a' }), missing)).toBe('implicitDeny s3:GetObject');
  });
});

describe('of several refusals', () => {
  test('an explicit denial is reported, wherever it stands', () => {
    const world = lake();
    world.buckets.get('acme')!.policy = NOTHING;
    keyOf(world).policy = {
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }],
    };
    expect(outcome(world, s3(world, 'GetObject'))).toBe('explicitDeny kms:Decrypt');
  });

  test('a denial for certain is reported rather than one that depends on what is not known', () => {
    const world = lake();
    const unknown = { StringEquals: { 's3:ResourceAccount': unknownValue('var.account') } };
    roleOf(world).inlinePolicies.set('s3', policy({ Action: 's3:GetObject', Resource: '*', Condition: unknown }));
    expect(outcome(world, s3(world, 'GetObject'))).toBe('unknown s3:GetObject');
    keyOf(world).policy = NOTHING;
    expect(outcome(world, s3(world, 'GetObject'))).toBe('implicitDeny kms:Decrypt');
  });
});

describe('what needs no permission', () => {
  test.each(['GetCallerIdentity', 'GetSessionToken', 'GetAccessKeyInfo'])(
    '%s is allowed without a question',
    (operation) => {
      const request: ApiRequest = { service: 'sts', operation, caller: callerOf(), connection: CONNECTION };
      expect(authorize(caseWorld(), request)).toEqual({ effect: 'allow', decisions: [] });
    },
  );
});

describe('a bucket that is not there', () => {
  test.each<[string, Caller]>([
    ['root of any account', callerOf('root')],
    ['an anonymous caller', callerOf('anonymous')],
    ['a service', callerOf('logging.s3.amazonaws.com')],
  ])('allows nothing to %s', (_who, caller) => {
    const world = lake();
    expect(outcome(world, s3(world, 'GetObject', { bucket: 'nowhere', caller }))).toBe('implicitDeny s3:GetObject');
    expect(outcome(world, s3(world, 'ListObjectsV2', { bucket: 'nowhere', caller }))).toBe(
      'implicitDeny s3:ListBucket',
    );
  });

  test('can be created by who may', () => {
    const caller = callerOf('root');
    expect(outcome(caseWorld(), s3(lake(), 'CreateBucket', { bucket: 'new', caller }))).toBe('allow');
  });
});

describe('what services refuse by themselves', () => {
  const roleArn = `arn:aws:iam::${PRODUCER}:role/team/lake`;
  const assume = {
    service: 'sts',
    operation: 'AssumeRole',
    roleArn,
    roleSessionName: 's',
    connection: CONNECTION,
  } as const;
  const trusting = (Action: string | string[], Principal: Statement['Principal'] = '*'): World => {
    const world = caseWorld();
    world.accounts.get(PRODUCER)!.roles.get('lake')!.trustPolicy = policy({ Principal, Action });
    return world;
  };
  const rule = (...args: Parameters<typeof authorize>) => {
    const { effect, refusal } = authorize(...args);
    return `${effect} ${refusal?.reasons[0]?.gate} ${refusal?.reasons[0]?.rule}`;
  };
  const open = (operation: string): World => {
    const world = caseWorld();
    const bucket = world.buckets.get('acme')!;
    delete bucket.publicAccessBlock;
    bucket.policy = policy({ Principal: '*', Action: operation, Resource: `${ACME}/*` });
    return world;
  };
  const anonymous = callerOf('anonymous');

  test('AssumeRole by root, whatever the trust policy says (R-STS-ROOT)', () => {
    const world = trusting('sts:AssumeRole');
    expect(rule(world, { ...assume, caller: callerOf('root') })).toBe('explicitDeny service R-STS-ROOT');
  });

  test('uploads in parts by anonymous callers (R-ANON-MPU)', () => {
    const world = open('s3:PutObject');
    expect(outcome(world, s3(lake(), 'PutObject', { caller: anonymous }))).toBe('allow');
    const request = s3(lake(), 'CreateMultipartUpload', { caller: anonymous });
    expect(rule(world, request)).toBe('explicitDeny service R-ANON-MPU');
  });

  test('what is under SSE-KMS to anonymous callers (R-KMS-3)', () => {
    const world = open('s3:GetObject');
    const key = keyOf(world);
    key.policy = policy({ Principal: '*', Action: 'kms:*', Resource: '*' });
    const request = s3(lake(), 'GetObject', { caller: anonymous });
    expect(outcome(world, request)).toBe('allow');
    const encryption = { algorithm: 'aws:kms', keyArn: key.arn, bucketKeyEnabled: false } as const;
    expect(rule(world, request, { exists: true, encryption })).toBe('explicitDeny service R-KMS-3');
  });

  describe('objects of another owner than the bucket’s (R-OWN-3)', () => {
    const root: Caller = { kind: 'root', account: PRODUCER };
    const foreign: ObjectState = { exists: true, ownerAccount: CONSUMER };
    const refused = 'implicitDeny resource R-OWN-3';
    const acme = (ownership?: 'BucketOwnerEnforced' | 'ObjectWriter'): World => {
      const world = lake();
      const bucket = world.buckets.get('acme')!;
      bucket.encryption = { algorithm: 'AES256', bucketKeyEnabled: false };
      bucket.ownership = ownership;
      return world;
    };

    test.each(['GetObject', 'HeadObject', 'GetObjectTagging', 'PutObjectAcl'])(
      '%s by the bucket’s owner',
      (operation) => {
        for (const ownership of ['ObjectWriter', undefined] as const) {
          const world = acme(ownership);
          expect(rule(world, s3(world, operation, { caller: root }), foreign)).toBe(refused);
        }
      },
    );

    test('GetObject by anonymous callers, though the bucket is public', () => {
      const world = open('s3:GetObject');
      world.buckets.get('acme')!.ownership = 'ObjectWriter';
      const request = s3(lake(), 'GetObject', { caller: anonymous });
      expect(outcome(world, request)).toBe('allow');
      expect(rule(world, request, foreign)).toBe(refused);
    });

    test('as a copy’s source', () => {
      const world = acme('ObjectWriter');
      const headers = { 'x-amz-copy-source': 'acme/x' };
      expect(rule(world, s3(world, 'CopyObject', { caller: root, headers }), undefined, foreign)).toBe(refused);
    });

    test.each(['DeleteObject', 'RestoreObject', 'PutObject'])('but not %s', (operation) => {
      const world = acme('ObjectWriter');
      expect(outcome(world, s3(world, operation, { caller: root }), foreign)).toBe('allow');
    });

    test('nor anything where ACLs are off, nor to the object’s owner', () => {
      const world = acme('BucketOwnerEnforced');
      expect(outcome(world, s3(world, 'GetObject', { caller: root }), foreign)).toBe('allow');
      const writers = acme('ObjectWriter');
      expect(outcome(writers, s3(writers, 'GetObject'), foreign)).toBe('allow');
      const own: ObjectState = { exists: true, ownerAccount: PRODUCER };
      expect(outcome(writers, s3(writers, 'GetObject'), own)).toBe('allow');
      const gone: ObjectState = { exists: false, ownerAccount: CONSUMER };
      expect(outcome(writers, s3(writers, 'GetObject', { caller: root }), gone)).toBe('allow');
    });
  });

  test('nothing else: a chain of roles, with the tags that it hands on, is for the trust policy to decide', () => {
    const world = trusting('sts:AssumeRole', { AWS: CONSUMER });
    createRole(world, { account: CONSUMER, name: 'reader', trustPolicy: NOTHING }).inlinePolicies.set(
      'sts',
      policy({ Action: 'sts:*', Resource: roleArn }),
    );
    const plain = reader(world);
    const options = { sessionName: 's', sessionTags: { a: '1' }, transitiveTagKeys: ['a'] };
    const tagged = sessionOf(world, READER_ARN, options);
    expect(outcome(world, { ...assume, caller: plain })).toBe('allow');
    expect(outcome(world, { ...assume, caller: tagged })).toBe('implicitDeny sts:TagSession');
    expect(outcome(world, { ...assume, caller: plain, sourceIdentity: 'x' })).toBe(
      'implicitDeny sts:SetSourceIdentity',
    );
    const wider = trusting(['sts:AssumeRole', 'sts:TagSession'], { AWS: CONSUMER });
    createRole(wider, { account: CONSUMER, name: 'reader', trustPolicy: NOTHING }).inlinePolicies.set(
      'sts',
      policy({ Action: 'sts:*', Resource: roleArn }),
    );
    expect(outcome(wider, { ...assume, caller: tagged })).toBe('allow');
  });

  test('services are for the trust policy to decide too, by the account in whose name they call', () => {
    const world = caseWorld();
    world.accounts.get(PRODUCER)!.roles.get('lake')!.trustPolicy = policy({
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': PRODUCER } },
    });
    const caller = callerOf('ec2.amazonaws.com');
    expect(outcome(world, { ...assume, caller, sourceAccount: PRODUCER })).toBe('allow');
    expect(outcome(world, { ...assume, caller, sourceAccount: CONSUMER })).toBe('implicitDeny sts:AssumeRole');
    expect(outcome(world, { ...assume, caller })).toBe('implicitDeny sts:AssumeRole');
  });
});

const roleOf = (world: World) => world.accounts.get(CONSUMER)!.roles.get('reader')!;
const keyOf = (world: World) => tryFindKey(world, 'alias/lake', { account: PRODUCER, region: REGION })!;
