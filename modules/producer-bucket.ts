import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';
import type { AccessLogTarget } from './access-log-bucket';
import { PrivateBucket, type PrivateBucketProps } from './private-bucket';
import { refuseDays } from './prop-checks';
import { addressedAs } from './terraform-address';

/** After how many days S3 tidies up by itself. */
export interface ProducerBucketLifecycle {
  /**
   * Days after which the parts of an upload that nobody completed are deleted: they are stored and paid, and no list
   * shows them.
   *
   * @default 7
   */
  readonly abortIncompleteUploadsAfterDays?: number;
  /**
   * Days for which an overwritten or deleted object can still be brought back.
   *
   * @default 90
   */
  readonly expireNoncurrentVersionsAfterDays?: number;
}

/** Props of {@link ProducerBucket}. */
export interface ProducerBucketProps extends PrivateBucketProps {
  /**
   * The ARN of a customer managed key in the bucket's account and region: SSE-KMS with a bucket key. An ARN, because a
   * key id or alias is looked up in the account of whoever writes.
   *
   * @default SSE-S3
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  readonly kmsKeyArn?: string;
  /**
   * Where S3 delivers the server access logs: {@link AccessLogBucket.target}, or a log bucket that is already there.
   *
   * @default no access logs
   */
  readonly accessLogs?: AccessLogTarget;
  /**
   * `false` makes no rules. The AWS provider watches a new rule for 55 s, on any endpoint.
   *
   * @default both rules with their default days
   */
  readonly lifecycle?: ProducerBucketLifecycle | false;
}

/**
 * The bucket that one account shares with others: private (see {@link PrivateBucket}), versioned and encrypted, with
 * access logs and lifecycle rules.
 *
 * @example
 * new ProducerBucket(stack, 'data', { bucketName: 'acme-lake-exports', policy, kmsKeyArn: key.keyArn });
 */
export class ProducerBucket extends PrivateBucket {
  /** @throws SynthError for a name, a policy or a number of days that S3 refuses */
  constructor(scope: Construct, id: string, props: ProducerBucketProps) {
    super(scope, id, props, props.kmsKeyArn);
    const { bucket } = this.bucket;

    const versioning = addressedAs(
      this,
      new S3BucketVersioningA(this, 'versioning', { bucket, versioningConfiguration: { status: 'Enabled' } }),
    );
    if (props.lifecycle !== false) {
      const { abortIncompleteUploadsAfterDays: abort = 7, expireNoncurrentVersionsAfterDays: expire = 90 } =
        props.lifecycle ?? {};
      refuseDays(this, 'abortIncompleteUploadsAfterDays', abort);
      refuseDays(this, 'expireNoncurrentVersionsAfterDays', expire);
      addressedAs(
        this,
        new S3BucketLifecycleConfiguration(this, 'lifecycle', {
          bucket,
          rule: [
            {
              id: 'abort-incomplete-uploads',
              status: 'Enabled',
              filter: [{ prefix: '' }],
              abortIncompleteMultipartUpload: [{ daysAfterInitiation: abort }],
            },
            {
              id: 'expire-noncurrent-versions',
              status: 'Enabled',
              filter: [{ prefix: '' }],
              noncurrentVersionExpiration: [{ noncurrentDays: expire }],
            },
          ],
          // There are no noncurrent versions before versioning is on.
          dependsOn: [versioning],
        }),
      );
    }
    if (props.accessLogs) {
      const { bucketName, prefix, ready } = props.accessLogs;
      addressedAs(
        this,
        new S3BucketLoggingA(this, 'logging', {
          bucket,
          targetBucket: bucketName,
          targetPrefix: prefix,
          dependsOn: ready && [...ready],
        }),
      );
    }
  }
}
