import type { Call } from '../../call';
import { accountIn } from '../owner';

/**
 * The two calls that stand for one through an access point: both the point and the bucket behind it have to permit it.
 * The caller's own policies are asked about the point in both, as it is what the request names; the bucket's are asked
 * about the bucket.
 *
 * @param arn the access point's
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html (R-AP)
 */
export function throughAccessPoint(call: Call, arn: string): readonly [point: Call, bucket: Call] {
  const key = keyOf(call.resource);
  const resource = key === undefined ? arn : `${arn}/object/${key}`;
  const { object: _, ...plain } = call;
  return [
    { ...plain, resource, callerResource: resource, resourceAccount: accountIn(arn) },
    { ...call, callerResource: resource },
  ];
}

/** The key in the ARN of an object; undefined in a bucket's. */
function keyOf(arn: string): string | undefined {
  const slash = arn.indexOf('/');
  return slash === -1 ? undefined : arn.slice(slash + 1);
}
