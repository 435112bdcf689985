import type { AccessPoint } from './access-point';
import { ensureAccount } from './create';
import type { World } from './world';

/** What an access point has from its making. */
export type NewAccessPoint = Omit<AccessPoint, 'arn' | 'networkOrigin'> & Partial<Pick<AccessPoint, 'networkOrigin'>>;

/**
 * Puts an access point into the world.
 *
 * @param point its network origin @default 'Internet'
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html
 */
export function createAccessPoint(world: World, point: NewAccessPoint): AccessPoint {
  const account = ensureAccount(world, point.account);
  const arn = `arn:${account.partition}:s3:${point.region}:${point.account}:accesspoint/${point.name}`;
  const made: AccessPoint = { networkOrigin: 'Internet', ...point, arn };
  (account.accessPoints ??= new Map()).set(arn, made);
  return made;
}

/** The access point that an ARN of it, or of an object through it, names; undefined when there is none. */
export function tryFindAccessPoint(world: World, arn: string): AccessPoint | undefined {
  const point = /^arn:[^:]*:s3:[^:]*:(\d{12}):accesspoint\/[^/]+/.exec(arn);
  return point ? world.accounts.get(point[1]!)?.accessPoints?.get(point[0]) : undefined;
}
