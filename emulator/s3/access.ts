import type { ObjectState } from '../../access/services/s3/object-state';
import { authorize } from '../../access/services/authorize';
import type { S3Request } from '../../access/services/request';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import { denied } from '../require-access';
import { noteDecisions } from '../trail';
import { regionHeader } from './bucket-checks';
import { accessDenied } from './errors';
import type { BucketExchange } from './exchange';
import type { MultipartUpload } from '../store/multipart-upload';
import type { ObjectVersion } from '../store/object-version';

/**
 * Asks the engine whether a request may be made, with all calls that it stands for: those of KMS that S3 makes in the
 * caller's name and the hidden ListBucket of a missing object included (R-KMS-3, R-S3-404).
 *
 * @param object the object that the request is about, as it is now
 * @param source a copy's source
 * @throws AwsError AccessDenied (403) in AWS's words
 */
export function requireS3Access(world: World, request: S3Request, object?: ObjectState, source?: ObjectState): void {
  const refusal = s3Refusal(world, request, object, source);
  if (refusal) throw refusal;
}

/** Like {@link requireS3Access}, for batches: the error instead of a throw. @returns undefined when allowed */
export function s3Refusal(
  world: World,
  request: S3Request,
  object?: ObjectState,
  source?: ObjectState,
): AwsError | undefined {
  const { effect, refusal, decisions } = authorize(world, request, object, source);
  noteDecisions(request.connection, decisions);
  if (effect === 'allow') return undefined;
  // Most refusals are told in two words: their reasons are worked out for nobody.
  if (request.caller.kind === 'anonymous' && refusal?.reasons[0]?.rule === 'R-ANON-MPU') {
    return accessDenied('Anonymous users cannot initiate multipart uploads.  Please authenticate.');
  }
  return denied(world, request, refusal);
}

/** As {@link requireS3Access}, for a request on a bucket. @throws AwsError AccessDenied (403) */
export function requireBucketAccess({ world, api, operation, bucket }: BucketExchange): void {
  const refusal = s3Refusal(world, api);
  if (!refusal) return;
  if (operation !== 'HeadBucket') throw refusal;
  // HeadBucket tells the region to those who may not see the bucket too.
  const { code, status, message, details } = refusal;
  throw new AwsError(code, status, message, details, regionHeader(bucket));
}

/**
 * What the engine has to know of an object.
 *
 * @param version the addressed version; a delete marker that was not asked for by its id is no object
 * @param byId whether the request names the version
 * @param upload for requests on a multipart upload: its encryption is what counts
 */
export function objectState(version: ObjectVersion | undefined, byId: boolean, upload?: MultipartUpload): ObjectState {
  return {
    exists: version !== undefined && (byId || !version.deleteMarker),
    versionId: version?.versionId,
    tags: version?.tags,
    ownerAccount: version?.owner,
    acl: version?.acl,
    encryption: upload?.encryption ?? version?.encryption,
  };
}
