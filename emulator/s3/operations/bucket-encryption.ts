import type { BucketEncryption } from '../../../access/world/bucket';
import { AwsError } from '../../http/exchange';
import { malformedXml, parseXml } from '../../xml/parse';
import { invalidArgument, notImplemented } from '../errors';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const getBucketEncryption = onBucket(async ({ bucket: { encryption } }) =>
  xmlResponse('ServerSideEncryptionConfiguration', {
    Rule: {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: encryption.algorithm,
        KMSMasterKeyID: encryption.kmsMasterKeyId,
      },
      BucketKeyEnabled: encryption.bucketKeyEnabled,
    },
  }),
);

/**
 * Sets the default encryption. The key is kept as written and resolved when an object is put (R-KMS-6).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
 */
export const putBucketEncryption = onBucket(async ({ bucket, request }) => {
  const body = parseXml(await request.text(), 'ServerSideEncryptionConfiguration').allow('Rule');
  const rule = body.child('Rule');
  if (rule?.child('BlockedEncryptionTypes')) throw notImplemented('BlockedEncryptionTypes');
  const byDefault = rule
    ?.allow('ApplyServerSideEncryptionByDefault', 'BucketKeyEnabled')
    .child('ApplyServerSideEncryptionByDefault')
    ?.allow('SSEAlgorithm', 'KMSMasterKeyID');
  const algorithm = byDefault?.required('SSEAlgorithm');
  if (!rule || !isAlgorithm(algorithm)) throw malformedXml();
  const kmsMasterKeyId = byDefault?.value('KMSMasterKeyID') || undefined;
  if (algorithm === 'AES256' && kmsMasterKeyId !== undefined) {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'KMSMasterKeyID',
      kmsMasterKeyId,
    );
  }
  const bucketKeyEnabled = rule.flag('BucketKeyEnabled') ?? false;
  if (algorithm === 'aws:kms:dsse' && bucketKeyEnabled) {
    throw new AwsError('InvalidArgument', 400, 'Bucket Key is not supported for DSSE-KMS');
  }
  bucket.encryption = { algorithm, bucketKeyEnabled, ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }) };
  return emptyResponse(200);
});

function isAlgorithm(text: string | undefined): text is BucketEncryption['algorithm'] {
  return text === 'AES256' || text === 'aws:kms' || text === 'aws:kms:dsse';
}

/**
 * Back to SSE-S3, which every bucket has at least.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html
 */
export const deleteBucketEncryption = onBucket(async ({ bucket }) => {
  bucket.encryption = { algorithm: 'AES256', bucketKeyEnabled: false };
  return emptyResponse(204);
});
