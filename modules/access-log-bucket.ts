import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { PrivateBucket, type PrivateBucketProps } from './private-bucket';
import { refuseDays } from './prop-checks';
import { addressedAs } from './terraform-address';

/** Where S3 delivers the server access logs of another bucket. */
export interface AccessLogTarget {
  /** A bucket in the same account and region as the one that is logged. */
  readonly bucketName: string;
  /** Every log object's key begins with it: `acme-lake-exports/`. */
  readonly prefix: string;
  /**
   * What has to be there before logging is switched on: the policy that lets S3 deliver.
   *
   * @default nothing
   */
  readonly ready?: readonly ITerraformDependable[];
}

/** Props of {@link AccessLogBucket}. */
export interface AccessLogBucketProps extends PrivateBucketProps {
  /**
   * Days after which a log is deleted; `false` keeps logs for ever. The AWS provider watches a new rule for 55 s.
   *
   * @default 365
   */
  readonly expireAfterDays?: number | false;
}

/**
 * The bucket that takes the server access logs of a bucket in the same account and region. Its encryption is SSE-S3
 * whatever the logged bucket has: S3 does not deliver logs to a bucket with SSE-KMS.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends PrivateBucket {
  /** @throws SynthError for a name, a policy or a number of days that S3 refuses */
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id, props);
    if (props.expireAfterDays === false) return;
    const { expireAfterDays: days = 365 } = props;
    refuseDays(this, 'expireAfterDays', days);
    addressedAs(
      this,
      new S3BucketLifecycleConfiguration(this, 'lifecycle', {
        bucket: this.bucket.bucket,
        rule: [{ id: 'expire-logs', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days }] }],
      }),
    );
  }

  /** For the `accessLogs` of the bucket that is logged. @param prefix the one that this bucket's policy allows */
  target(prefix: string): AccessLogTarget {
    return { bucketName: this.bucket.bucket, prefix, ready: [this.bucketPolicy] };
  }
}
