import type { Bucket } from '../../access/world/bucket';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function noSuchBucket(name: string): AwsError {
  return new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName: name });
}

/** For operations that waited for content: the bucket may be gone since. @throws AwsError NoSuchBucket */
export function requireBucketStill(world: World, bucket: Bucket): void {
  if (world.buckets.get(bucket.name) !== bucket) throw noSuchBucket(bucket.name);
}

/** A key without object. @param deleteMarker the version id of the delete marker that hides it, if one does */
export function noSuchKey(key: string, deleteMarker?: string): AwsError {
  const headers: Record<string, string> =
    deleteMarker === undefined ? {} : { 'x-amz-delete-marker': 'true', 'x-amz-version-id': deleteMarker };
  return new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key: key }, headers);
}

export function noSuchVersion(key: string, versionId: string): AwsError {
  return new AwsError('NoSuchVersion', 404, 'The specified version does not exist.', {
    Key: key,
    VersionId: versionId,
  });
}

export function noSuchUpload(uploadId: string): AwsError {
  return new AwsError(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: uploadId },
  );
}

/** A parameter or header with a value that is not allowed. */
export function invalidArgument(message: string, name: string, value: string): AwsError {
  return new AwsError('InvalidArgument', 400, message, { ArgumentName: name, ArgumentValue: value });
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}

export function accessDenied(message = 'Access Denied'): AwsError {
  return new AwsError('AccessDenied', 403, message);
}

/** @param condition the header that did not hold, e.g. `If-None-Match` */
export function preconditionFailed(condition: string): AwsError {
  return new AwsError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

/** Something that S3 has and the embedded AWS does not. */
export function notImplemented(what: string): AwsError {
  return new AwsError('NotImplemented', 501, `The embedded AWS does not implement ${what}`, { Header: what });
}

export function methodNotAllowed(
  method: string,
  resourceType: 'SERVICE' | 'BUCKET' | 'OBJECT' | 'DeleteMarker',
  headers: Readonly<Record<string, string>> = {},
): AwsError {
  return new AwsError(
    'MethodNotAllowed',
    405,
    'The specified method is not allowed against this resource.',
    { Method: method, ResourceType: resourceType },
    headers,
  );
}
