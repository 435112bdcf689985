import { callerAccount } from '../../access/caller';
import type { Bucket } from '../../access/world/bucket';
import { ANONYMOUS_ACCOUNT } from '../../access/world/create';
import type { AwsRequest } from '../http/exchange';
import type { EmulatorState } from '../state';
import type { ObjectVersion } from '../store/object-version';
import { newVersionId } from '../store/version-id';

/** What a new version of an object has from its bucket and the moment: its id, and when it was made. */
export function newVersion(
  { clock }: EmulatorState,
  bucket: Bucket,
): Pick<ObjectVersion, 'versionId' | 'deleteMarker' | 'lastModified'> {
  return {
    versionId: bucket.versioning === 'Enabled' ? newVersionId() : 'null',
    deleteMarker: false,
    lastModified: wholeSeconds(clock()),
  };
}

/** The account that owns a new object (R-OWN-1, R-OWN-2); what nobody signed is anonymous callers' own. */
export function newOwner(bucket: Bucket, request: AwsRequest): string {
  if (bucket.ownership === 'BucketOwnerEnforced') return bucket.account;
  if (bucket.ownership === 'BucketOwnerPreferred' && request.headers['x-amz-acl'] === 'bucket-owner-full-control') {
    return bucket.account;
  }
  if (request.caller.kind === 'anonymous') return ANONYMOUS_ACCOUNT;
  return callerAccount(request.caller) ?? bucket.account;
}

/** Milliseconds of the second; S3 knows no finer time of an object. */
export function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000) * 1000;
}
