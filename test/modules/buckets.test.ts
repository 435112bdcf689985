import { describe, expect, it } from '@jest/globals';
import { AccessLogBucket } from '../../modules/access-log-bucket';
import { ProducerBucket, type ProducerBucketProps } from '../../modules/producer-bucket';
import { bucketPolicy, logPolicy } from './policies';
import { only, policyOf, synthStack } from './synth-stack';

const producer = (props: Partial<ProducerBucketProps> = {}) =>
  synthStack((stack) => {
    new ProducerBucket(stack, 'data', { bucketName: 'acme-data', policy: bucketPolicy, ...props });
  });

describe('ProducerBucket', () => {
  it('is closed to ACLs and to public policies', () => {
    const json = producer();
    expect(only(json, 'aws_s3_bucket_ownership_controls').rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
    expect(only(json, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it('makes the bucket, then its public access block, then its policy', () => {
    const json = producer();
    const block = only(json, 'aws_s3_bucket_public_access_block');
    const policy = only(json, 'aws_s3_bucket_policy');
    expect(block.bucket).toBe('${aws_s3_bucket.data.bucket}');
    expect(policy.depends_on).toEqual(['aws_s3_bucket_public_access_block.data']);
    expect(policyOf(policy.policy)).toEqual(bucketPolicy);
  });

  it('names its bucket in each sub-resource by an argument that the first plan knows', () => {
    const { aws_s3_bucket, ...subResources } = producer({
      accessLogs: { bucketName: 'acme-logs', prefix: 'acme-data/' },
    }).resource;
    expect(aws_s3_bucket!.data).toMatchObject({ bucket: 'acme-data', force_destroy: false });
    const named = Object.values(subResources).map((byName) => byName.data!.bucket);
    expect(named).toEqual(named.map(() => '${aws_s3_bucket.data.bucket}'));
    expect(named).toHaveLength(7);
  });

  it('is encrypted by S3, or by the key it is given with a bucket key', () => {
    expect(only(producer(), 'aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
    const kmsKeyArn = 'arn:aws:kms:eu-west-1:111111111111:key/1';
    expect(only(producer({ kmsKeyArn }), 'aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: kmsKeyArn },
        bucket_key_enabled: true,
      },
    ]);
  });

  it('keeps old versions for 90 days and unfinished uploads for 7, or as told', () => {
    const days = (json: ReturnType<typeof producer>) =>
      (only(json, 'aws_s3_bucket_lifecycle_configuration').rule as Record<string, unknown>[]).map(
        ({ abort_incomplete_multipart_upload, noncurrent_version_expiration }) =>
          abort_incomplete_multipart_upload ?? noncurrent_version_expiration,
      );
    expect(only(producer(), 'aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
    expect(days(producer())).toEqual([[{ days_after_initiation: 7 }], [{ noncurrent_days: 90 }]]);
    const lifecycle = { abortIncompleteUploadsAfterDays: 1, expireNoncurrentVersionsAfterDays: 400 };
    expect(days(producer({ lifecycle }))).toEqual([[{ days_after_initiation: 1 }], [{ noncurrent_days: 400 }]]);
    expect(producer({ lifecycle: false }).resource).not.toHaveProperty('aws_s3_bucket_lifecycle_configuration');
  });

  it('deletes its objects on destroy only when asked to', () => {
    expect(only(producer({ forceDestroy: true }), 'aws_s3_bucket').force_destroy).toBe(true);
  });

  it.each([
    [{ bucketName: 'Acme_Data' }, 'test/data: bucket name is not one S3 accepts, got "Acme_Data"; allowed: 3 to 63 of'],
    [{ bucketName: '10.0.0.1' }, 'got "10.0.0.1"'],
    [
      { lifecycle: { expireNoncurrentVersionsAfterDays: 0 } },
      'expireNoncurrentVersionsAfterDays is no number of days, got 0; allowed: whole days from 1',
    ],
  ] as const)('refuses %j', (props, message) => {
    expect(() => producer(props)).toThrow(message);
  });
});

describe('AccessLogBucket', () => {
  const logged = (expireAfterDays?: number | false) =>
    synthStack((stack) => {
      const logs = new AccessLogBucket(stack, 'logs', {
        bucketName: 'acme-data-logs',
        policy: logPolicy,
        expireAfterDays,
      });
      new ProducerBucket(stack, 'data', {
        bucketName: 'acme-data',
        policy: bucketPolicy,
        kmsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1',
        lifecycle: false,
        accessLogs: logs.target('acme-data/'),
      });
    });

  it('lets S3 deliver before logging is switched on', () => {
    expect(only(logged(), 'aws_s3_bucket_logging')).toEqual({
      bucket: '${aws_s3_bucket.data.bucket}',
      target_bucket: '${aws_s3_bucket.logs.bucket}',
      target_prefix: 'acme-data/',
      depends_on: ['aws_s3_bucket_policy.logs'],
    });
  });

  it('is encrypted by S3 also where the logged bucket has a key: S3 delivers nowhere else', () => {
    expect(logged().resource.aws_s3_bucket_server_side_encryption_configuration!.logs!.rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
  });

  it('keeps logs for a year, or as told', () => {
    const rule = (json: ReturnType<typeof logged>) => only(json, 'aws_s3_bucket_lifecycle_configuration').rule;
    expect(rule(logged())).toMatchObject([{ expiration: [{ days: 365 }] }]);
    expect(rule(logged(30))).toMatchObject([{ expiration: [{ days: 30 }] }]);
    expect(logged(false).resource).not.toHaveProperty('aws_s3_bucket_lifecycle_configuration');
  });
});
