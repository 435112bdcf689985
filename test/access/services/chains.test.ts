import { describe, expect, test } from '@jest/globals';
import type { RoleSessionCaller } from '../../../access/caller';
import type { PolicyDocument } from '../../../access/policy/document';
import { authorize } from '../../../access/services/authorize';
import type { ApiRequest } from '../../../access/services/request';
import type { ObjectState } from '../../../access/services/s3/object-state';
import { sessionOf, tryFindKey } from '../../../access/world/lookup';
import { createRole } from '../../../access/world/roles';
import type { World } from '../../../access/world/world';
import type { BucketEncryption, ObjectOwnership, PublicAccessBlock } from '../../../access/world/bucket';
import assumeRole from '../../vectors/chains/assume-role.json';
import buckets from '../../vectors/chains/buckets.json';
import kmsThroughS3 from '../../vectors/chains/kms-through-s3.json';
import { callerOf, caseWorld, CONNECTION, CONSUMER, NOTHING, PRODUCER, REGION } from './world';

interface ChainCase {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** @default a session of the consumer's role `reader` */
  readonly caller?: string;
  /** What that session carries. */
  readonly session?: Partial<RoleSessionCaller>;
  /** Of the role `reader`. */
  readonly identity: readonly PolicyDocument[];
  readonly bucketPolicy?: PolicyDocument;
  readonly keyPolicy?: PolicyDocument;
  /** The trust policy of the producer's role. */
  readonly trust?: PolicyDocument;
  /** Of the producer's bucket. @default none */
  readonly encryption?: 'none' | 'key' | 'bucket-key' | 'aws/s3';
  /** Of the producer's bucket. @default BucketOwnerEnforced */
  readonly ownership?: ObjectOwnership;
  /** Of the producer's bucket. @default none */
  readonly publicAccessBlock?: PublicAccessBlock;
  /** Of the producer's account. @default none */
  readonly accountPublicAccessBlock?: PublicAccessBlock;
  readonly object?: ObjectState;
  readonly request: Partial<ApiRequest>;
  /** `allow`, or how and at which of its calls the request is refused. */
  readonly expect: string;
}

function worldOf(one: ChainCase): World {
  const { identity, bucketPolicy, keyPolicy, trust, encryption = 'none', ownership, publicAccessBlock } = one;
  const world = caseWorld();
  const bucket = world.buckets.get('acme')!;
  const key = tryFindKey(world, 'alias/lake', { account: PRODUCER, region: REGION })!;
  const reader = createRole(world, { account: CONSUMER, name: 'reader', trustPolicy: NOTHING });
  identity.forEach((document, index) => reader.inlinePolicies.set(`policy-${index}`, document));
  const encryptions: Readonly<Record<string, BucketEncryption>> = {
    none: { algorithm: 'AES256', bucketKeyEnabled: false },
    key: { algorithm: 'aws:kms', kmsMasterKeyId: key.arn, bucketKeyEnabled: false },
    'bucket-key': { algorithm: 'aws:kms', kmsMasterKeyId: key.arn, bucketKeyEnabled: true },
    'aws/s3': { algorithm: 'aws:kms', bucketKeyEnabled: false },
  };
  bucket.encryption = encryptions[encryption]!;
  if (bucketPolicy) bucket.policy = bucketPolicy;
  if (ownership) bucket.ownership = ownership;
  if (publicAccessBlock) bucket.publicAccessBlock = publicAccessBlock;
  else delete bucket.publicAccessBlock;
  if (one.accountPublicAccessBlock) world.accounts.get(PRODUCER)!.publicAccessBlock = one.accountPublicAccessBlock;
  if (keyPolicy) key.policy = keyPolicy;
  if (trust) world.accounts.get(PRODUCER)!.roles.get('lake')!.trustPolicy = trust;
  return world;
}

function outcomeOf(one: ChainCase): string {
  const world = worldOf(one);
  const session = sessionOf(world, `arn:aws:iam::${CONSUMER}:role/reader`, { sessionName: 's', ...one.session });
  const caller = one.caller === undefined ? session : callerOf(one.caller);
  const request = { query: {}, headers: {}, ...one.request, caller, connection: CONNECTION } as ApiRequest;
  const { effect, refusal } = authorize(world, request, one.object);
  return refusal ? `${effect} ${refusal.call.action}` : effect;
}

const rowsOf = (cases: unknown) => (cases as ChainCase[]).map((one) => [one.id, one.name, one] as const);

describe('a request through S3 into KMS', () => {
  test.each(rowsOf(kmsThroughS3))('%s %s', (_id, _name, one) => expect(outcomeOf(one)).toBe(one.expect));
});

describe('a request for a bucket or its objects', () => {
  test.each(rowsOf(buckets))('%s %s', (_id, _name, one) => expect(outcomeOf(one)).toBe(one.expect));
});

describe('AssumeRole', () => {
  test.each(rowsOf(assumeRole))('%s %s', (_id, _name, one) => expect(outcomeOf(one)).toBe(one.expect));
});
