import type { S3OperationName } from '../../access/services/s3/operations';
import type { S3Operation, S3Operations } from './exchange';
import { deleteBucket, getBucketLocation, headBucket } from './operations/bucket-itself';
import { createBucket } from './operations/create-bucket';
import { deleteObject } from './operations/delete-object';
import { getObject, headObject } from './operations/get-object';
import { listBuckets } from './operations/list-buckets';
import { listObjects, listObjectsV2 } from './operations/list-objects';
import { putObject } from './operations/put-object';

/** What nearly every client asks for. */
const EVERYDAY: S3Operations = {
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  GetBucketLocation: getBucketLocation,
  GetObject: getObject,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  PutObject: putObject,
};

/**
 * What the embedded AWS does of S3, by operation; all else is NotImplemented. Whoever waits for its first answer does not
 * wait for what they do not ask for.
 *
 * @returns undefined for what it does not do
 */
export function s3Operation(name: S3OperationName): S3Operation | undefined {
  return EVERYDAY[name] ?? furtherObjects()[name] ?? bucketSettings()[name];
}

const furtherObjects = (): S3Operations =>
  (require('./operations/further-objects') as typeof import('./operations/further-objects')).FURTHER_OBJECTS;
const bucketSettings = (): S3Operations =>
  (require('./operations/bucket-settings') as typeof import('./operations/bucket-settings')).BUCKET_SETTINGS;
