import { AwsError } from '../../http/exchange';
import { malformedXml, parseXml } from '../../xml/parse';
import { notImplemented } from '../errors';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning = onBucket(async ({ bucket }) =>
  xmlResponse('VersioningConfiguration', { Status: bucket.versioning }),
);

/**
 * Turns versioning on or suspends it; it never goes off again.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export const putBucketVersioning = onBucket(async ({ bucket, request }) => {
  const body = parseXml(await request.text(), 'VersioningConfiguration').allow('Status', 'MfaDelete');
  if (body.value('MfaDelete') === 'Enabled') throw notImplemented('MFA delete');
  const status = body.value('Status');
  if (status === undefined) {
    throw new AwsError('IllegalVersioningConfigurationException', 400, 'The Versioning element must be specified');
  }
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
  bucket.versioning = status;
  return emptyResponse(200);
});
