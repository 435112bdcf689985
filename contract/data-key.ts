import { tryFindKey } from '../access/world/lookup';
import type { Key } from '../access/world/key';
import type { World } from '../access/world/world';
import type { CheckRequest } from './check';
import { keyAlias } from './names';
import type { Pair } from './pair';

/** How checks name the pair's data key, whose id is known only once it is made: by the ARN of its alias. */
export function dataKeyReference(pair: Pair): string {
  const { partition, producer } = pair;
  return `arn:${partition}:kms:${producer.region}:${producer.account}:${keyAlias(pair)}`;
}

/** The key by which the pair's bucket is encrypted; undefined when it has none. */
export function dataKeyOf(world: World, { producer }: Pair): Key | undefined {
  const reference = world.buckets.get(producer.bucket)?.encryption.kmsMasterKeyId;
  return reference === undefined ? undefined : tryFindKey(world, reference, producer);
}

/** A check's request with the ARN of the data key wherever it names that key. */
export function withDataKey<T extends CheckRequest>(world: World, pair: Pair, request: T): T {
  const reference = dataKeyReference(pair);
  const arn = dataKeyOf(world, pair)?.arn;
  if (arn === undefined) return request;
  if (request.service === 'kms') return request.keyArn === reference ? { ...request, keyArn: arn } : request;
  if (request.service !== 's3' || !Object.values(request.headers).includes(reference)) return request;
  const headers = Object.entries(request.headers).map(([name, value]) => [name, value === reference ? arn : value]);
  return { ...request, headers: Object.fromEntries(headers) };
}
