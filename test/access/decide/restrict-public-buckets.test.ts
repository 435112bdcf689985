import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { decide } from '../../../access/decide/decide';
import type { PolicyDocument } from '../../../access/policy/document';
import { throughAccessPoint } from '../../../access/services/s3/access-point-calls';
import type { AccessPoint } from '../../../access/world/access-point';
import { createAccessPoint } from '../../../access/world/access-points';
import { createBucket } from '../../../access/world/buckets';
import { createWorld, ensureAccount } from '../../../access/world/create';
import { userCaller } from '../../../access/world/lookup';
import { createUser } from '../../../access/world/users';
import type { World } from '../../../access/world/world';

const BUCKET_OWNER = '111111111111';
const POINT_OWNER = '333333333333';
const STRANGER = '222222222222';
const region = 'eu-west-1';

type Place = 'point' | 'bucket' | "the bucket's account" | "the point's account";
const settings = (on: boolean) => ({
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: on,
});
const everyone = (Resource: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource },
});

interface Asked {
  /** Where RestrictPublicBuckets is on. */
  readonly on?: Place;
  /** @default STRANGER */
  readonly by?: string;
  readonly networkOrigin?: AccessPoint['networkOrigin'];
  readonly bucketGone?: boolean;
}

/** A user who may read all there is, as far as the user's own account goes. */
function readerOf(world: World, account: string): Caller {
  const user = createUser(world, { account, name: 'ann' });
  const Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } as const;
  user.inlinePolicies.set('read', { Version: '2012-10-17', Statement });
  return userCaller(world.accounts.get(account)!, user);
}

/** A call on a bucket, and those through a point of another account's before it; both have a public policy. */
function askedOf({ on, by = STRANGER, networkOrigin = 'Internet', bucketGone = false }: Asked) {
  const world = createWorld();
  const bucket = createBucket(world, { name: 'lake', account: BUCKET_OWNER, region });
  bucket.publicAccessBlock = settings(on === 'bucket');
  bucket.policy = everyone('arn:aws:s3:::lake/*');
  ensureAccount(world, BUCKET_OWNER).publicAccessBlock = settings(on === "the bucket's account");
  ensureAccount(world, POINT_OWNER).publicAccessBlock = settings(on === "the point's account");
  const point = createAccessPoint(world, {
    name: 'reports',
    account: POINT_OWNER,
    region,
    bucket: 'lake',
    networkOrigin,
    publicAccessBlock: settings(on === 'point'),
  });
  point.policy = everyone(`${point.arn}/object/*`);
  if (bucketGone) world.buckets.delete('lake');
  const call = {
    caller: by === 'anonymous' ? ({ kind: 'anonymous' } as const) : readerOf(world, by),
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::lake/a',
    resourceAccount: BUCKET_OWNER,
    context: {},
  };
  const [ofPoint, ofBucket] = throughAccessPoint(call, point.arn);
  return { world, direct: call, ofPoint, ofBucket };
}

describe('RestrictPublicBuckets (access-points-bpa-settings, R-BPA-1)', () => {
  test.each<[what: string, asked: Asked, direct: string, ofPoint: string, ofBucket: string]>([
    ['nowhere closes nothing', {}, 'allow', 'allow', 'allow'],
    ['of the bucket closes it and its points', { on: 'bucket' }, 'explicitDeny', 'explicitDeny', 'explicitDeny'],
    [
      "of the bucket's account does too",
      { on: "the bucket's account" },
      'explicitDeny',
      'explicitDeny',
      'explicitDeny',
    ],
    ['of the point closes what comes through it', { on: 'point' }, 'allow', 'explicitDeny', 'explicitDeny'],
    ["of the point's account closes the point", { on: "the point's account" }, 'allow', 'explicitDeny', 'allow'],
    ['closes nothing to the bucket’s own account', { on: 'bucket', by: BUCKET_OWNER }, 'allow', 'allow', 'allow'],
    ['closes no point to its own account', { on: 'point', by: POINT_OWNER }, 'allow', 'allow', 'explicitDeny'],
    ['leaves a point of a VPC open', { on: 'bucket', networkOrigin: 'VPC' }, 'explicitDeny', 'allow', 'explicitDeny'],
    ['closes to anonymous callers', { on: 'bucket', by: 'anonymous' }, 'explicitDeny', 'explicitDeny', 'explicitDeny'],
  ])('%s', (_what, asked, direct, ofPoint, ofBucket) => {
    const { world, ...calls } = askedOf(asked);
    const effects = [calls.direct, calls.ofPoint, calls.ofBucket].map((call) => decide(world, call).effect);
    expect(effects).toEqual([direct, ofPoint, ofBucket]);
  });

  test.each(['anonymous', STRANGER])('of a point counts although its bucket is gone: %s', (by) => {
    const { world, ofPoint } = askedOf({ on: 'point', by, bucketGone: true });
    expect(decide(world, ofPoint).effect).toBe('explicitDeny');
    const open = askedOf({ by, bucketGone: true });
    expect(decide(open.world, open.ofPoint).effect).toBe('allow');
  });
});
