import type { World } from '../access/world/world';
import { bucketArn, rootArn } from './arns';
import { everything } from './fixtures/principals';
import { allow } from './fixtures/resources';
import { logBucketName } from './names';
import type { Pair } from './pair';

const inlineName = 'crossbucket-open';

/**
 * Throws the consumer's half open: the own policies of every role and user there allow everything, and none of them
 * denies anything or is bounded. An administrator of that account can do this at any time.
 *
 * @param world changed in place
 */
export function openConsumer(world: World, { consumer }: Pair): void {
  const { roles, users } = world.accounts.get(consumer.account)!;
  for (const principal of [...roles.values(), ...users.values()]) {
    principal.inlinePolicies.clear();
    principal.inlinePolicies.set(inlineName, everything);
    principal.attachedPolicies.clear();
    delete principal.boundary;
  }
}

/**
 * Throws the producer's half open: its buckets, its keys and its roles are open to the consumer's account root, without
 * conditions or denies, and its roles may do everything. Never to everybody: public access block would refuse a public
 * policy, and every call with it.
 *
 * @param world changed in place
 */
export function openProducer(world: World, { partition, producer, consumer }: Pair): void {
  const own = rootArn(partition, producer.account);
  const other = rootArn(partition, consumer.account);
  for (const bucket of world.buckets.values()) {
    if (bucket.account !== producer.account) continue;
    const arn = bucketArn(partition, bucket.name);
    bucket.policy = allow([other], 's3:*', [arn, `${arn}/*`]);
  }
  const { keys, roles } = world.accounts.get(producer.account)!;
  for (const key of keys.values()) key.policy = allow([own, other], 'kms:*', '*');
  for (const role of roles.values()) {
    const Action = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
    role.trustPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: other }, Action }] };
    role.inlinePolicies.clear();
    role.inlinePolicies.set(inlineName, everything);
    role.attachedPolicies.clear();
    delete role.boundary;
  }
}

/**
 * Throws the policy of the pair's bucket open, to each account of the world by its root: what is still refused there, the
 * key's policy refuses.
 *
 * @param world changed in place
 */
export function openBucket(world: World, { partition, producer }: Pair): void {
  const bucket = world.buckets.get(producer.bucket);
  const arn = bucketArn(partition, producer.bucket);
  const everybody = [...world.accounts.keys()].map((account) => rootArn(partition, account));
  if (bucket) bucket.policy = allow(everybody, 's3:*', [arn, `${arn}/*`]);
}

/**
 * Throws the policies of the producer's keys open, to each account of the world by its root: what is still refused there,
 * the caller's own policy refuses.
 *
 * @param world changed in place
 */
export function openKeys(world: World, { partition, producer }: Pair): void {
  const everybody = [...world.accounts.keys()].map((account) => rootArn(partition, account));
  for (const key of world.accounts.get(producer.account)!.keys.values()) key.policy = allow(everybody, 'kms:*', '*');
}

/**
 * Makes the policies of the pair's bucket and of its log bucket public: what is still refused there, Block Public Access
 * refuses.
 *
 * @param world changed in place
 */
export function publishBuckets(world: World, pair: Pair): void {
  const { partition, producer } = pair;
  for (const name of [producer.bucket, logBucketName(pair)]) {
    const bucket = world.buckets.get(name);
    const arn = bucketArn(partition, name);
    if (bucket) bucket.policy = allow(['*'], 's3:*', [arn, `${arn}/*`]);
  }
}

/** Moves the consumer's account to another organization, with an id like the old one. @param world changed in place */
export function leaveOrganization(world: World, { consumer, organization }: Pair): void {
  const other = `${organization?.slice(0, 33)}x`;
  world.organizations.set(other, { id: other, policies: new Map() });
  world.accounts.get(consumer.account)!.organization = { id: other, path: ['r-root'] };
}
