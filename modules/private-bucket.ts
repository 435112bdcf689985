import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { Construct } from 'constructs';
import type { PolicyDocument } from '../access/policy/document';
import { checkedPolicyJson } from './checked-policy';
import { refuseBucketName } from './prop-checks';
import { addressedAs } from './terraform-address';

/** Props that every bucket module has. */
export interface PrivateBucketProps {
  /** The bucket's name: global in its partition, so it is written out and never generated. */
  readonly bucketName: string;
  /**
   * The complete bucket policy; a bucket has only one.
   */
  readonly policy: PolicyDocument;
  /**
   * Lets `terraform destroy` delete the objects too, all versions of them.
   *
   * @default false: a bucket that holds objects is not destroyed
   */
  readonly forceDestroy?: boolean;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A bucket that no ACL and no public policy can open: BucketOwnerEnforced, all four public access blocks, default
 * encryption and a policy.
 *
 * The order is bucket, public access block, policy, ownership controls: S3 answers `OperationAborted` when two of them
 * change at the same time, and a policy must never stand before the block. Sub-resources name the bucket by its `bucket`
 * argument, which is known in the first plan, where its `id` is not.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export abstract class PrivateBucket extends Construct {
  /** The `aws_s3_bucket` itself. */
  readonly bucket: S3Bucket;
  /** The `aws_s3_bucket_policy`: what may only come after the policy depends on it. */
  readonly bucketPolicy: S3BucketPolicy;

  /** The bucket's name, known before anything is applied. */
  get bucketName(): string {
    return this.bucket.bucketInput!;
  }

  /** The bucket's ARN, known after the first apply. */
  get bucketArn(): string {
    return this.bucket.arn;
  }

  /**
   * @param kmsKeyArn the key of the default encryption; SSE-S3 without it
   * @throws SynthError for a name or a policy that S3 refuses
   */
  protected constructor(scope: Construct, id: string, props: PrivateBucketProps, kmsKeyArn?: string) {
    super(scope, id);
    refuseBucketName(this, props.bucketName);
    const policy = checkedPolicyJson(this, 'bucket', props.policy);

    this.bucket = addressedAs(
      this,
      new S3Bucket(this, 'bucket', {
        bucket: props.bucketName,
        forceDestroy: props.forceDestroy ?? false,
        tags: props.tags && { ...props.tags },
      }),
    );
    const { bucket } = this.bucket;

    addressedAs(
      this,
      new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
        bucket,
        rule: [
          {
            applyServerSideEncryptionByDefault: kmsKeyArn
              ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn }
              : { sseAlgorithm: 'AES256' },
            bucketKeyEnabled: kmsKeyArn ? true : undefined,
          },
        ],
      }),
    );
    const block = addressedAs(
      this,
      new S3BucketPublicAccessBlock(this, 'public-access-block', {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
    );
    this.bucketPolicy = addressedAs(this, new S3BucketPolicy(this, 'policy', { bucket, policy, dependsOn: [block] }));
    addressedAs(
      this,
      new S3BucketOwnershipControls(this, 'ownership', {
        bucket,
        rule: { objectOwnership: 'BucketOwnerEnforced' },
        dependsOn: [this.bucketPolicy],
      }),
    );
  }
}
