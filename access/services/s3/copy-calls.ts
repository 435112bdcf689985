import type { Call } from '../../call';
import type { World } from '../../world/world';
import type { S3Request } from '../request';
import { fillObject, requestContext } from './context';
import { parseCopySource } from './copy-source';
import { storedEncryption } from './encryption';
import { kmsCallsThroughS3 } from './kms-calls';
import type { ObjectState } from './object-state';
import type { S3OperationRow } from './operation-row';
import { call, callObject, hiddenListCall, placeOf } from './place';

/** What a copy needs on its source. */
export interface CopyCalls {
  readonly s3: readonly Call[];
  readonly kms: readonly Call[];
  /** Whether the source's tags come along, so that the new object needs PutObjectTagging. */
  readonly withTags: boolean;
}

const NO_COPY: CopyCalls = { s3: [], kms: [], withTags: false };
const HEADER = 'x-amz-copy-source';

/**
 * The calls of CopyObject and UploadPartCopy on their source: GetObject, with a version GetObjectVersion, and for
 * CopyObject of an object with tags, unless they are replaced, the twin for tagging; Decrypt under SSE-KMS.
 *
 * @param source absent = it is there, without tags, protected by its bucket's default
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function copyCalls(world: World, request: S3Request, row: S3OperationRow, source?: ObjectState): CopyCalls {
  if (row.header?.name !== HEADER) return NO_COPY;
  const { headers } = request;
  const { bucket: name, key, versionId } = parseCopySource(headers[HEADER] ?? '');
  const place = placeOf(world, request, name);
  const { bucket, arn: bucketArn, owner } = place;
  const objectArn = `${bucketArn}/${key}`;
  const context = requestContext(world, request, owner);
  if (versionId !== undefined) context['s3:versionid'] = versionId;
  if (source) fillObject(context, source);

  const replaced = headers['x-amz-tagging-directive']?.toUpperCase() === 'REPLACE';
  const withTags = row.extras !== undefined && !replaced && Object.keys(source?.tags ?? {}).length > 0;
  const get = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  const there = callObject(place, source);
  const s3 = [call(request, get, objectArn, owner, context, there)];
  if (withTags) s3.push(call(request, `${get}Tagging`, objectArn, owner, context, there));
  if (source?.exists === false) return { s3: [...s3, hiddenListCall(world, request, place, key)], kms: [], withTags };
  if (!bucket) return { s3, kms: [], withTags };
  const encryption = source?.encryption ?? storedEncryption(world, bucket);
  const kms = kmsCallsThroughS3(world, request, { bucket, bucketArn, objectArn, encryption }, ['Decrypt']);
  return { s3, kms, withTags };
}
