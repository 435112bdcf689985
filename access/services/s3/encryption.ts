import { callerAccount, type Caller } from '../../caller';
import { parseArn, partitionOf } from '../../world/arn';
import type { Bucket } from '../../world/bucket';
import { tryFindKey } from '../../world/lookup';
import type { World } from '../../world/world';
import type { EncryptionState } from './object-state';

const HEADER = 'x-amz-server-side-encryption';
const MANAGED = 'alias/aws/s3';

const SSE_C: EncryptionState = { algorithm: 'SSE-C', bucketKeyEnabled: false };
const SSE_S3: EncryptionState = { algorithm: 'AES256', bucketKeyEnabled: false };

/**
 * How S3 protects a new object: as the headers ask, else by the bucket's default. A header `aws:kms` without a key means
 * the default's key, if it has one, else the AWS managed key `aws/s3` of the caller's account, which is named by the ARN
 * of its alias (R-KMS-5). Key ids and aliases are looked up in the caller's account and the bucket's region (R-KMS-6).
 *
 * @param headers names in lower case; whether S3 would take them is not checked
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-bucket-key-object.html
 */
export function effectiveEncryption(
  world: World,
  bucket: Bucket,
  headers: Readonly<Record<string, string>>,
  caller: Caller,
): EncryptionState {
  return protection(world, bucket, headers, callerAccount(caller) ?? bucket.account);
}

/** How objects are protected of which nothing else is known: by the bucket's default, as its owner put them. */
export function storedEncryption(world: World, bucket: Bucket): EncryptionState {
  return protection(world, bucket, {}, bucket.account);
}

/** @param account where key ids and aliases are looked up */
function protection(
  world: World,
  bucket: Bucket,
  headers: Readonly<Record<string, string>>,
  account: string,
): EncryptionState {
  if (headers[`${HEADER}-customer-algorithm`] !== undefined) return SSE_C;
  const algorithm = headers[HEADER] ?? bucket.encryption.algorithm;
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return SSE_S3;
  const reference = headers[`${HEADER}-aws-kms-key-id`] ?? bucket.encryption.kmsMasterKeyId ?? MANAGED;
  const asked = headers[`${HEADER}-bucket-key-enabled`];
  const bucketKey = asked === undefined ? bucket.encryption.bucketKeyEnabled : asked.toLowerCase() === 'true';
  return {
    algorithm,
    keyArn: keyArn(world, reference, account, bucket.region),
    // Dual-layer encryption has no bucket keys.
    bucketKeyEnabled: bucketKey && algorithm === 'aws:kms',
  };
}

/** The ARN that a reference means; for what is not there, one of a key that is not there. */
function keyArn(world: World, reference: string, account: string, region: string): string {
  const key = tryFindKey(world, reference, { account, region });
  if (key) return key.arn;
  const arn = parseArn(reference);
  const partition = arn?.partition ?? partitionOf(region);
  const scope = arn ? `${arn.region}:${arn.account}` : `${region}:${account}`;
  const resource = arn?.resource ?? reference;
  const isWhole = resource === MANAGED || resource.startsWith('key/');
  return `arn:${partition}:kms:${scope}:${isWhole ? resource : `key/${resource}`}`;
}
