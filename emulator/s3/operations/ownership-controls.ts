import type { ObjectOwnership } from '../../../access/world/bucket';
import { AwsError } from '../../http/exchange';
import { malformedXml, parseXml } from '../../xml/parse';
import { invalidBucketAclWithOwnership } from '../acl';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';

const OWNERSHIPS: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const getBucketOwnershipControls = onBucket(async ({ bucket }) => {
  if (!bucket.ownership) {
    throw new AwsError('OwnershipControlsNotFoundError', 404, 'The bucket ownership controls were not found', {
      BucketName: bucket.name,
    });
  }
  return xmlResponse('OwnershipControls', { Rule: { ObjectOwnership: bucket.ownership } });
});

/**
 * Sets who owns new objects. Enforced is refused while the bucket's ACL grants anything to others (R-OWN-1).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
 */
export const putBucketOwnershipControls = onBucket(async ({ bucket, request }) => {
  const body = parseXml(await request.text(), 'OwnershipControls').allow('Rule');
  const ownership = body.child('Rule')?.allow('ObjectOwnership').required('ObjectOwnership');
  if (ownership === undefined || !OWNERSHIPS.includes(ownership)) throw malformedXml();
  if (ownership === 'BucketOwnerEnforced' && bucket.acl.length > 0) {
    throw invalidBucketAclWithOwnership();
  }
  bucket.ownership = ownership as ObjectOwnership;
  return emptyResponse(200);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const deleteBucketOwnershipControls = onBucket(async ({ bucket }) => {
  delete bucket.ownership;
  return emptyResponse(204);
});
