import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { producerDocuments } from '../contract/documents';
import { inlinePolicyName, keyAlias, logBucketName, logPrefix } from '../contract/names';
import type { Pair } from '../contract/pair';
import { AccessLogBucket } from '../modules/access-log-bucket';
import { AccessRole } from '../modules/access-role';
import { DataKey } from '../modules/data-key';
import { ProducerBucket } from '../modules/producer-bucket';
import { roleConstructId } from './construct-id';
import { PairStack, type PairStackOptions } from './pair-stack';
import { outputRoleArns } from './role-outputs';

/**
 * The producer's side of a pair: the bucket, with its key, its log bucket and the access roles where the pair has them.
 *
 * It knows the consumer by name only: either stack can be applied first, and neither reads the other's state.
 *
 * Outputs: `bucket_arn`; `key_arn` with `encryption: kms`; `access_role_arns` by grant where one is `via: assume-role`.
 */
export class ProducerStack extends PairStack {
  readonly bucket: ProducerBucket;
  /** With `encryption: kms`. */
  readonly key?: DataKey;
  /** With `access_logs`. */
  readonly logBucket?: AccessLogBucket;
  /** By grant id: those that are `via: assume-role`. */
  readonly accessRoles: ReadonlyMap<string, AccessRole>;

  /**
   * @param pair from `loadPairs` or made in code; the stack's id is `<name>-producer`
   * @throws SynthError for what S3, KMS or IAM would refuse
   */
  constructor(scope: Construct, pair: Pair, options: PairStackOptions = {}) {
    super(scope, pair, 'producer');
    const { bucket: bucketName } = pair.producer;
    const { forceDestroy } = options;
    const documents = producerDocuments(pair);

    if (documents.keyPolicy) {
      this.key = new DataKey(this, 'key', {
        alias: keyAlias(pair),
        description: `Encrypts the bucket ${bucketName}`,
        policy: documents.keyPolicy,
        rotation: options.keyRotation,
      });
      new TerraformOutput(this, 'key_arn', { value: this.key.keyArn, staticId: true });
    }
    if (documents.logBucketPolicy) {
      this.logBucket = new AccessLogBucket(this, 'logs', {
        bucketName: logBucketName(pair),
        policy: documents.logBucketPolicy,
        expireAfterDays: options.lifecycle === false ? false : undefined,
        forceDestroy,
      });
    }
    this.bucket = new ProducerBucket(this, 'data', {
      bucketName,
      policy: documents.bucketPolicy,
      kmsKeyArn: this.key?.keyArn,
      accessLogs: this.logBucket?.target(logPrefix(pair)),
      lifecycle: options.lifecycle === false ? false : undefined,
      forceDestroy,
    });
    new TerraformOutput(this, 'bucket_arn', { value: this.bucket.bucketArn, staticId: true });

    const accessRoles = new Map<string, AccessRole>();
    for (const { id, accessRole } of pair.grants) {
      if (!accessRole) continue;
      const { trustPolicy, policy } = documents.accessRoles.get(id)!;
      const role = new AccessRole(this, roleConstructId(accessRole.name), {
        roleName: accessRole.name,
        path: accessRole.path,
        description: `Lets ${pair.consumer.account} into the bucket ${bucketName}`,
        trustPolicy,
        policy: { name: inlinePolicyName, document: policy },
      });
      accessRoles.set(id, role);
    }
    this.accessRoles = accessRoles;
    outputRoleArns(this, 'access_role_arns', accessRoles);
  }
}
