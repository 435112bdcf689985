import { callerIdentity } from './data/caller-identity';
import { iamPolicyDocument } from './data/iam-policy-document';
import { iamRole } from './data/iam-role';
import { kmsKey } from './data/kms-key';
import { partition } from './data/partition';
import { region } from './data/region';
import { s3Bucket } from './data/s3-bucket';
import type { DataSource } from './data-source';

const DATA_SOURCES: ReadonlyMap<string, DataSource> = new Map([
  ['aws_caller_identity', callerIdentity],
  ['aws_iam_policy_document', iamPolicyDocument],
  ['aws_iam_role', iamRole],
  ['aws_kms_key', kmsKey],
  ['aws_partition', partition],
  ['aws_region', region],
  ['aws_s3_bucket', s3Bucket],
]);

/** What is known of a type of data source; undefined where only an apply can tell. */
export function dataSourceOf(type: string): DataSource | undefined {
  return DATA_SOURCES.get(type);
}
