import { createBucket } from '../../../access/world/buckets';
import { createWorld } from '../../../access/world/create';
import { createInstanceProfile } from '../../../access/world/instance-profiles';
import { createAlias, createKey } from '../../../access/world/keys';
import { createManagedPolicy } from '../../../access/world/managed-policies';
import { bindPrincipals } from '../../../access/world/principal-ids';
import { createRole } from '../../../access/world/roles';
import { createUser } from '../../../access/world/users';
import type { World } from '../../../access/world/world';
import type { PolicyDocument } from '../../../access/policy/document';
import { defaultKeyPolicy } from '../../../access/world/default-key-policy';

const account = '111111111111';
const region = 'eu-west-1';
const createdAt = '2025-01-01T00:00:00.000Z';
const arnOf = (name: string) => `arn:aws:iam::${account}:${name}`;

const policy = (statement: object): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }) as PolicyDocument;
const trusting = (AWS: string) => policy({ Principal: { AWS }, Action: 'sts:AssumeRole' });

/** A world in which every setting is other than by default: names refer to each other, and round in a circle. */
export function richWorld(): World {
  const world = createWorld();
  const boundary = createManagedPolicy(world, {
    account,
    name: 'boundary',
    path: '/limits/',
    description: 'what nobody exceeds',
    document: policy({ Action: 's3:*', Resource: '*' }),
    tags: { team: 'security' },
  });
  const key = createKey(world, {
    account,
    region,
    description: 'of the data',
    policy: defaultKeyPolicy(arnOf('root')),
    tags: { team: 'data' },
  });
  createAlias(world, { name: 'alias/data', targetKeyArn: key.arn });

  const reader = createRole(world, {
    account,
    name: 'reader',
    path: '/team/',
    description: 'reads',
    maxSessionDuration: 7200,
    tags: { team: 'data' },
    trustPolicy: trusting(arnOf('root')),
  });
  const writer = createRole(world, { account, name: 'writer', trustPolicy: trusting(arnOf('root')) });
  const user = createUser(world, { account, name: 'operator', path: '/ops/', tags: { team: 'ops' } });
  // Each trusts the other, and is there before it does.
  reader.trustPolicy = bindPrincipals(world, trusting(arnOf('role/writer')), 'trust');
  writer.trustPolicy = bindPrincipals(world, trusting(arnOf('role/team/reader')), 'trust');
  for (const principal of [reader, user]) {
    principal.boundary = boundary.arn;
    principal.attachedPolicies.add(boundary.arn);
    principal.inlinePolicies.set('own', policy({ Action: 'kms:Decrypt', Resource: key.arn }));
  }
  user.accessKeys.set('AKIAEXAMPLEINACTIVE', { id: 'AKIAEXAMPLEINACTIVE', status: 'Inactive', createdAt });
  user.accessKeys.set('AKIAEXAMPLEACTIVE', { id: 'AKIAEXAMPLEACTIVE', status: 'Active', createdAt });
  createInstanceProfile(world, { account, name: 'machines', path: '/team/', role: 'reader', tags: { team: 'data' } });

  key.rotationEnabled = true;
  key.rotationPeriodInDays = 180;
  key.policy = bindPrincipals(
    world,
    { ...key.policy, Statement: [...(key.policy.Statement as []), ...keyStatements()] },
    'key',
  );
  const off = createKey(world, { account, region, policy: defaultKeyPolicy(arnOf('root')), description: 'off' });
  off.state = 'Disabled';
  addBuckets(world, key.arn);
  return world;
}

const keyStatements = () =>
  policy({ Principal: { AWS: arnOf('role/team/reader') }, Action: 'kms:Decrypt', Resource: '*' }).Statement as [];

function addBuckets(world: World, keyArn: string): void {
  const logs = createBucket(world, { name: 'acme-rich-logs', account, region: 'us-east-1' });
  delete logs.publicAccessBlock;
  logs.ownership = 'ObjectWriter';
  const data = createBucket(world, { name: 'acme-rich-data', account, region });
  data.logging = { targetBucket: 'acme-rich-own', targetPrefix: 'data/' };
  data.publicAccessBlock = {
    blockPublicAcls: true,
    ignorePublicAcls: false,
    blockPublicPolicy: true,
    restrictPublicBuckets: false,
  };
  data.ownership = 'BucketOwnerPreferred';
  data.versioning = 'Suspended';
  data.encryption = { algorithm: 'aws:kms', kmsMasterKeyId: keyArn, bucketKeyEnabled: true };
  data.tags.set('team', 'data');
  data.lifecycle = [
    { id: 'uploads', status: 'Enabled', abortIncompleteMultipartUploadDays: 7 },
    {
      id: 'versions',
      status: 'Disabled',
      prefix: 'old/',
      noncurrentVersionExpirationDays: 30,
      newerNoncurrentVersions: 2,
      expiredObjectDeleteMarker: true,
    },
  ];
  const Resource = 'arn:aws:s3:::acme-rich-data/*';
  data.policy = bindPrincipals(
    world,
    policy({ Principal: { AWS: arnOf('role/team/reader') }, Action: 's3:GetObject', Resource }),
    'bucket',
  );
  const own = createBucket(world, { name: 'acme-rich-own', account, region });
  delete own.ownership;
}
