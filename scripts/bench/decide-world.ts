import type { Call } from '../../access/call';
import type { PolicyDocument, Statement } from '../../access/policy/document';
import { createBucket } from '../../access/world/buckets';
import { createWorld, ensureAccount } from '../../access/world/create';
import { iamArn } from '../../access/world/arn';
import { sessionOf } from '../../access/world/lookup';
import { createRole } from '../../access/world/roles';
import type { World } from '../../access/world/world';

const PRODUCER = '111111111111';
const CONSUMER = '222222222222';
const REGION = 'eu-west-1';
const CALLERS = 10;
const OBJECTS = 8;

/** How much is in a world. */
export interface Size {
  readonly principals: number;
  readonly buckets: number;
  /** Of each identity and bucket policy, at least 3; those beyond are about other actions. */
  readonly statements: number;
}

/**
 * A world in which roles of one account may read buckets of another, and the calls that do so: ten of the roles, spread
 * over all there are, eight objects each. Every call is allowed.
 */
export function decideWorld({ principals, buckets, statements }: Size): { world: World; calls: Call[] } {
  const world = createWorld();
  const consumer = ensureAccount(world, CONSUMER);
  consumer.organization = { id: 'o-a1b2c3d4e5', path: [] };
  world.organizations.set('o-a1b2c3d4e5', {
    id: 'o-a1b2c3d4e5',
    policies: new Map([[CONSUMER, { scps: [{ name: 'guardrails', document: guardrails() }], rcps: [] }]]),
  });
  const readers = Array.from({ length: principals }, (_, index) => {
    const bucket = bucketName(index % buckets);
    const role = createRole(world, { account: CONSUMER, name: `reader-${index}`, trustPolicy: documentOf([], 0) });
    role.inlinePolicies.set('read', identityPolicy(bucket, statements));
    return { bucket, roleArn: iamArn(consumer, 'role', role.path, role.name), uniqueId: role.uniqueId };
  });
  for (let index = 0; index < buckets; index++) {
    const bucket = createBucket(world, { name: bucketName(index), account: PRODUCER, region: REGION });
    const ids = readers.filter((reader) => reader.bucket === bucket.name).map(({ uniqueId }) => uniqueId);
    bucket.policy = bucketPolicy(bucket.name, ids, statements);
  }
  const calls: Call[] = [];
  for (let index = 0; index < CALLERS; index++) {
    const { bucket, roleArn } = readers[Math.floor((index * principals) / CALLERS)]!;
    const caller = sessionOf(world, roleArn, { sessionName: 'job' });
    for (let object = 0; object < OBJECTS; object++) {
      calls.push({
        caller,
        action: 's3:GetObject',
        resource: `arn:aws:s3:::${bucket}/reports/2026/11/part-${object}.parquet`,
        resourceAccount: PRODUCER,
        context: {
          'aws:securetransport': 'true',
          'aws:sourceip': '203.0.113.7',
          'aws:requestedregion': REGION,
          'aws:currenttime': '2026-11-24T12:00:00.000Z',
          's3:authtype': 'REST-HEADER',
        },
      });
    }
  }
  return { world, calls };
}

function bucketName(index: number): string {
  return `lake-${index}`;
}

function identityPolicy(bucket: string, statements: number): PolicyDocument {
  const arn = `arn:aws:s3:::${bucket}`;
  return documentOf(
    [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `${arn}/reports/*` },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: arn,
        Condition: { StringLike: { 's3:prefix': 'reports/*' } },
      },
      { Effect: 'Deny', Action: 's3:Delete*', Resource: `${arn}/*` },
    ],
    statements,
  );
}

function bucketPolicy(bucket: string, readers: readonly string[], statements: number): PolicyDocument {
  const arn = `arn:aws:s3:::${bucket}`;
  const Principal = { AWS: readers };
  return documentOf(
    [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `${arn}/reports/*` },
      {
        Effect: 'Allow',
        Principal,
        Action: 's3:ListBucket',
        Resource: arn,
        Condition: { StringLike: { 's3:prefix': 'reports/*' } },
      },
    ],
    statements,
    { Principal },
  );
}

/** A service control policy of three statements. */
function guardrails(): PolicyDocument {
  return documentOf(
    [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' },
      {
        Effect: 'Deny',
        Action: ['s3:*', 'kms:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
      },
    ],
    0,
  );
}

/** @param total up to which statements about actions of other names are added */
function documentOf(own: readonly Statement[], total: number, beside: Partial<Statement> = {}): PolicyDocument {
  const others = Array.from({ length: Math.max(0, total - own.length) }, (_, index): Statement => ({
    ...beside,
    Sid: `Other${index}`,
    Effect: index % 4 === 0 ? 'Deny' : 'Allow',
    Action: `s3:PutObject${index}`,
    Resource: `arn:aws:s3:::other-${index}/*`,
  }));
  return { Version: '2012-10-17', Statement: [...own, ...others] };
}
