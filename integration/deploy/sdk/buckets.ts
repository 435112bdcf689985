import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type BucketLoggingStatus,
} from '@aws-sdk/client-s3';
import type { Bucket, PublicAccessBlock } from '../../../access/world/bucket';
import type { S3Sender } from '../../probe/clients';
import { emptyBucket } from '../../probe/empty-bucket';
import { assertBucketMissing } from './assert-missing';
import { withKeys } from './key-arns';
import { lifecycleRule } from './lifecycle-rule';
import type { Removal } from './made';
import { tagList, type Setup } from './setup';

/**
 * Makes a bucket with its settings; policy and logging follow once all buckets are there. Taken away, it is emptied first,
 * whatever was put into it meanwhile.
 */
export async function makeBucket(setup: Setup, bucket: Bucket): Promise<void> {
  const { name: Bucket, account, region, ownership, versioning, encryption, lifecycle, tags } = bucket;
  const s3 = setup.s3(account, region);
  const LocationConstraint = region as BucketLocationConstraint;
  const input = {
    Bucket,
    ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint } }),
    ...(ownership && { ObjectOwnership: ownership }),
  };
  // There, S3 answers an owner who makes a bucket again as if it had been made, and it would be taken away afterwards.
  if (region === 'us-east-1') await assertBucketMissing(setup, bucket);
  await setup.made.make(
    `bucket ${Bucket}`,
    () => s3.send(new CreateBucketCommand(input)),
    () => bucketRemovals(setup, bucket),
  );
  if (!ownership) await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
  await putPublicAccessBlock(setup, bucket);
  if (versioning) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: versioning } }));
  }
  const { algorithm, kmsMasterKeyId, bucketKeyEnabled } = encryption;
  if (algorithm !== 'AES256' || bucketKeyEnabled) {
    const KMSMasterKeyID = kmsMasterKeyId && withKeys(kmsMasterKeyId, setup.keyArns);
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: algorithm, KMSMasterKeyID };
    const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: bucketKeyEnabled }];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  }
  if (lifecycle) {
    const LifecycleConfiguration = { Rules: lifecycle.map(lifecycleRule) };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  }
  if (tags.size) await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tagList(tags) } }));
}

/** Before the policy: what is public then is refused, as the owner wants it. */
async function putPublicAccessBlock(
  setup: Setup,
  { name: Bucket, account, region, publicAccessBlock }: Bucket,
): Promise<void> {
  const s3 = setup.s3(account, region);
  if (!publicAccessBlock) return void (await s3.send(new DeletePublicAccessBlockCommand({ Bucket })));
  const PublicAccessBlockConfiguration = settingsOf(publicAccessBlock);
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
}

const settingsOf = ({
  blockPublicAcls,
  ignorePublicAcls,
  blockPublicPolicy,
  restrictPublicBuckets,
}: PublicAccessBlock) => ({
  BlockPublicAcls: blockPublicAcls,
  IgnorePublicAcls: ignorePublicAcls,
  BlockPublicPolicy: blockPublicPolicy,
  RestrictPublicBuckets: restrictPublicBuckets,
});

/** Gives a bucket its policy: whoever it names has to exist. */
export async function putPolicy(setup: Setup, { name: Bucket, account, region, policy }: Bucket): Promise<void> {
  if (!policy) return;
  await setup.s3(account, region).send(new PutBucketPolicyCommand({ Bucket, Policy: setup.document(policy) }));
}

/**
 * Has a bucket logged: the bucket that gets the log, and its policy, have to be there. Taken away before either bucket, or
 * the taking away would be logged too.
 */
export async function putLogging(setup: Setup, { name: Bucket, account, region, logging }: Bucket): Promise<void> {
  if (!logging) return;
  const s3 = setup.s3(account, region);
  const LoggingEnabled = { TargetBucket: logging.targetBucket, TargetPrefix: logging.targetPrefix };
  const put = (BucketLoggingStatus: BucketLoggingStatus) => () =>
    s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus }));
  await setup.made.make(`logging of ${Bucket}`, put({ LoggingEnabled }), () => [put({})]);
}

/** What takes a bucket away, with all that is in it. */
export function bucketRemovals(setup: Setup, { name: Bucket, account, region }: Bucket): Removal[] {
  const s3 = setup.s3(account, region);
  return [() => s3.send(new DeleteBucketPolicyCommand({ Bucket })), () => deleteBucket(s3, Bucket)];
}

async function deleteBucket(s3: S3Sender, Bucket: string): Promise<void> {
  for (let attempts = 3; ; attempts--) {
    await emptyBucket(s3, Bucket);
    try {
      return void (await s3.send(new DeleteBucketCommand({ Bucket })));
    } catch (error) {
      // What was logged before comes in late.
      if ((error as Error).name !== 'BucketNotEmpty' || attempts === 1) throw error;
    }
  }
}
