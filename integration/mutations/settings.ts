import { inResources, type Mistake } from './mistake';

const gone = (id: string, what: string, type: string): Mistake => inResources(id, what, type, (_, remove) => remove());

/** Mistakes in what stands beside the policies. */
export const settingMistakes: readonly Mistake[] = [
  inResources('public-policies', 'public policies are not blocked', 'aws_s3_bucket_public_access_block', (block) => {
    block.block_public_policy = false;
    block.restrict_public_buckets = false;
  }),
  gone('no-bucket-policy', 'the bucket has no policy', 'aws_s3_bucket_policy'),
  inResources('no-key-policy', 'the key has the policy that keys have by default', 'aws_kms_key', (key) => {
    delete key.policy;
  }),
  gone('no-role-policy', 'the role has no policy', 'aws_iam_role_policy'),
];
