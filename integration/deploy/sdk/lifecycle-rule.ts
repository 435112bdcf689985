import type { LifecycleRule as SdkLifecycleRule } from '@aws-sdk/client-s3';
import type { LifecycleRule } from '../../../access/world/bucket';

/** A lifecycle rule as the SDK takes it. */
export function lifecycleRule(rule: LifecycleRule): SdkLifecycleRule {
  const { id, status, prefix, noncurrentVersionExpirationDays, newerNoncurrentVersions } = rule;
  const expiration = {
    ...(rule.expirationDays !== undefined && { Days: rule.expirationDays }),
    ...(rule.expiredObjectDeleteMarker !== undefined && { ExpiredObjectDeleteMarker: rule.expiredObjectDeleteMarker }),
  };
  const days = rule.abortIncompleteMultipartUploadDays;
  return {
    ID: id,
    Status: status,
    Filter: prefix === undefined ? {} : { Prefix: prefix },
    ...(days !== undefined && { AbortIncompleteMultipartUpload: { DaysAfterInitiation: days } }),
    ...(noncurrentVersionExpirationDays !== undefined && {
      NoncurrentVersionExpiration: {
        NoncurrentDays: noncurrentVersionExpirationDays,
        NewerNoncurrentVersions: newerNoncurrentVersions,
      },
    }),
    ...(Object.keys(expiration).length > 0 && { Expiration: expiration }),
  };
}
