import type { ObjectState } from '../access/services/s3/object-state';
import { parseArn } from '../access/world/arn';
import type { World } from '../access/world/world';
import type { CheckRequest } from './check';
import { checksOf } from './checks';
import { foreignKeyObject } from './checks/requests';
import { roleOf, serviceSession } from './checks/trust';
import { dataKeyOf, dataKeyReference } from './data-key';
import { addFixtureResources } from './fixtures/resources';
import { addFixtureRoles, addStrangers } from './fixtures/principals';
import { entryUserArn, ownBucket } from './fixture-names';
import type { Pair } from './pair';
import { noStrangers, type Strangers } from './strangers';

export { addStrangers };

/**
 * Adds to a world in which both stacks are deployed what the checks of a pair need beside them: the roles of `trusted_by`,
 * others that nobody trusts, buckets and a key that are not shared. What is there already stays as it is.
 *
 * @param strangers from `strangersIn`: those that were not added before the stacks were. @default nobody
 */
export function addFixtures(world: World, pair: Pair, strangers: Strangers = noStrangers): void {
  addStrangers(world, pair, strangers);
  addFixtureRoles(world, pair);
  addFixtureResources(world, pair);
}

/** An object that a check is about. */
export interface FixtureObject {
  readonly bucket: string;
  readonly key: string;
  /** The account that owns the bucket, and puts the object. */
  readonly account: string;
  /** Whether the pair's data key encrypts it in a bucket that has another default. @default false */
  readonly withDataKey?: boolean;
}

/** Operations on objects that have to be there: a missing one would be refused for being missing (R-S3-404). */
const aboutObjects: ReadonlySet<string> = new Set([
  'GetObject',
  'HeadObject',
  'GetObjectAcl',
  'PutObjectAcl',
  'GetObjectTagging',
  'PutObjectTagging',
  'GetObjectAttributes',
  'DeleteObject',
]);

/** What has to be put into buckets before the checks of a pair are asked. */
export function fixturesOf(pair: Pair, strangers?: Strangers): { readonly objects: readonly FixtureObject[] } {
  const objects = new Map<string, FixtureObject>();
  for (const { request } of checksOf(pair, strangers)) {
    if (request.service !== 's3' || request.bucket === undefined || request.key === undefined) continue;
    if (!aboutObjects.has(request.operation)) continue;
    const { bucket, key } = request;
    const account = bucket === ownBucket(pair, {}) ? pair.consumer.account : pair.producer.account;
    const withDataKey = key === foreignKeyObject;
    objects.set(`${bucket}/${key}`, { bucket, key, account, ...(withDataKey && { withDataKey }) });
  }
  return { objects: [...objects.values()] };
}

/** How a role can be entered: by the service that it trusts, through a role that it trusts, or by a user's access key. */
export type Entry =
  | {
      readonly kind: 'service';
      readonly service: string;
      readonly sourceAccount?: string;
      readonly tags?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'user'; readonly arn: string }
  | { readonly kind: 'role'; readonly arn: string };

/** The way into a role of a pair or of its fixtures; access roles are entered through the roles that they are for. */
export function entryOf(pair: Pair, roleArn: string): Entry {
  const grant = pair.grants.find(({ role }) => role.arn === roleArn);
  const service = grant?.trustedBy.find(({ kind }) => kind === 'service');
  if (service?.kind === 'service') return { ...service, ...serviceSession(pair, service.service) };
  const [trusted] = grant?.trustedBy ?? [];
  if (trusted?.kind === 'role') return { kind: 'role', arn: roleOf(pair, trusted).arn };
  return { kind: 'user', arn: entryUserArn(pair, parseArn(roleArn)!.account) };
}

/**
 * The state of the object that a check's request is about; undefined where its bucket's default says it all.
 *
 * @param world in which the pair is deployed, for the ARN of its data key
 */
export function objectStateOf(world: World, pair: Pair, request: CheckRequest): ObjectState | undefined {
  if (request.service !== 's3' || request.key !== foreignKeyObject) return undefined;
  const keyArn = dataKeyOf(world, pair)?.arn ?? dataKeyReference(pair);
  return { exists: true, encryption: { algorithm: 'aws:kms', keyArn, bucketKeyEnabled: false } };
}
