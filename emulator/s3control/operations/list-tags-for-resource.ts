import type { AwsResponse } from '../../http/exchange';
import { noSuchBucket, notImplemented } from '../../s3/errors';
import { controlXml } from '../responses';
import { requireControlAccess, type ControlCall } from '../call';

/**
 * The tags of a bucket, by its ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListTagsForResource.html
 */
export async function listTagsForResource(call: ControlCall, resourceArn: string): Promise<AwsResponse> {
  const name = /^arn:[a-z-]+:s3:::([^/]+)$/.exec(resourceArn)?.[1];
  if (name === undefined) throw notImplemented(`tags of ${resourceArn}; there are those of buckets`);
  const bucket = call.state.world.buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  requireControlAccess({ ...call, account: bucket.account }, 's3:ListTagsForResource', resourceArn);
  const tags = [...bucket.tags].map(([Key, Value]) => ({ Key, Value }));
  return controlXml('ListTagsForResourceResult', { Tags: { Tag: tags } });
}
