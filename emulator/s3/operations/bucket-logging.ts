import { AwsError } from '../../http/exchange';
import { parseXml } from '../../xml/parse';
import { notImplemented } from '../errors';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export const getBucketLogging = onBucket(async ({ bucket: { logging } }) =>
  xmlResponse('BucketLoggingStatus', {
    LoggingEnabled: logging && { TargetBucket: logging.targetBucket, TargetPrefix: logging.targetPrefix },
  }),
);

/**
 * Sets where server access logs go; an empty status turns them off. The target has to be in the same account and
 * region.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export const putBucketLogging = onBucket(async ({ world, bucket, request }) => {
  const enabled = parseXml(await request.text(), 'BucketLoggingStatus')
    .allow('LoggingEnabled')
    .child('LoggingEnabled')
    ?.allow('TargetBucket', 'TargetPrefix', 'TargetGrants', 'TargetObjectKeyFormat');
  if (!enabled) {
    delete bucket.logging;
    return emptyResponse(200);
  }
  if (enabled.child('TargetGrants')) throw notImplemented('TargetGrants of server access logs');
  if (enabled.child('TargetObjectKeyFormat')?.child('PartitionedPrefix')) throw notImplemented('PartitionedPrefix');
  const targetBucket = enabled.required('TargetBucket');
  const targetPrefix = enabled.child('TargetPrefix')?.text ?? '';
  const target = world.buckets.get(targetBucket);
  const details = { TargetBucket: targetBucket };
  if (!target) {
    throw new AwsError('InvalidTargetBucketForLogging', 400, 'The target bucket for logging does not exist', details);
  }
  if (target.account !== bucket.account) {
    throw new AwsError(
      'InvalidTargetBucketForLogging',
      400,
      'The owner for the bucket to be logged and the target bucket must be the same.',
      details,
    );
  }
  if (target.region !== bucket.region) {
    throw new AwsError('CrossLocationLoggingProhibitted', 403, 'Cross S3 location logging not allowed. ', {
      SourceBucketLocation: bucket.region,
      TargetBucketLocation: target.region,
    });
  }
  bucket.logging = { targetBucket, targetPrefix };
  return emptyResponse(200);
});
