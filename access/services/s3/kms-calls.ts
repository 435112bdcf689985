import type { Call } from '../../call';
import type { Bucket } from '../../world/bucket';
import type { World } from '../../world/world';
import { forwardedContext } from '../global-context';
import { fillEncryptionContext, fillKey } from '../kms/key-context';
import { accountIn } from '../owner';
import type { S3Request } from '../request';
import type { EncryptionState } from './object-state';

/** An object whose data key S3 makes or opens. */
export interface ProtectedObject {
  readonly bucket: Bucket;
  readonly bucketArn: string;
  readonly objectArn: string;
  readonly encryption: EncryptionState;
}

/**
 * The calls of KMS that S3 makes in the caller's name (R-KMS-3): with `kms:ViaService` of the bucket's region and an
 * encryption context that names the object, or, under an S3 Bucket Key, the bucket (R-KMS-4).
 *
 * @param actions without `kms:`
 * @returns none unless the object is under SSE-KMS or DSSE-KMS
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/services-s3.html
 */
export function kmsCallsThroughS3(
  world: World,
  { caller, connection }: S3Request,
  { bucket, bucketArn, objectArn, encryption }: ProtectedObject,
  actions: readonly string[],
): Call[] {
  const { keyArn, bucketKeyEnabled } = encryption;
  if (keyArn === undefined) return [];
  const owner = accountIn(keyArn);
  const { region } = bucket;
  const context = forwardedContext(world, { connection, region, owner, service: 's3.amazonaws.com' });
  fillKey(context, world, keyArn, caller);
  context['kms:viaservice'] = `s3.${region}.amazonaws.com`;
  fillEncryptionContext(context, { 'aws:s3:arn': bucketKeyEnabled ? bucketArn : objectArn });
  return actions.map((name) => ({
    caller,
    action: `kms:${name}`,
    resource: keyArn,
    resourceAccount: owner,
    context,
  }));
}
