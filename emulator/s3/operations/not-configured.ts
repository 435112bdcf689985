import { AwsError } from '../../http/exchange';
import { onBucket, type S3Operation } from '../exchange';
import { xmlResponse } from '../responses';

/** Settings that no bucket here can have. Reading them answers as AWS does where they were never configured. */
const notFound = (code: string, message: string): S3Operation =>
  onBucket(async ({ bucket }) => {
    throw new AwsError(code, 404, message, { BucketName: bucket.name });
  });

export const getBucketCors = notFound('NoSuchCORSConfiguration', 'The CORS configuration does not exist');

export const getBucketWebsite = notFound(
  'NoSuchWebsiteConfiguration',
  'The specified bucket does not have a website configuration',
);

export const getBucketReplication = notFound(
  'ReplicationConfigurationNotFoundError',
  'The replication configuration was not found',
);

export const getObjectLockConfiguration = notFound(
  'ObjectLockConfigurationNotFoundError',
  'Object Lock configuration does not exist for this bucket',
);

export const getBucketAccelerateConfiguration = onBucket(async () => xmlResponse('AccelerateConfiguration', {}));

export const getBucketRequestPayment = onBucket(async () =>
  xmlResponse('RequestPaymentConfiguration', { Payer: 'BucketOwner' }),
);

export const getBucketNotificationConfiguration = onBucket(async () => xmlResponse('NotificationConfiguration', {}));
