import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import type { PolicyDocument } from '../access/policy/document';
import { checkedPolicyJson } from './checked-policy';
import { SynthError } from './synth-error';
import { addressedAs } from './terraform-address';

/** Props of {@link DataKey}. */
export interface DataKeyProps {
  /** The key's alias, with its `alias/`: a name for people, as policies and buckets take the key's ARN. */
  readonly alias: string;
  /** The complete key policy. It has to leave the key's own account able to change it, or KMS refuses it. */
  readonly policy: PolicyDocument;
  /** @default no description */
  readonly description?: string;
  /**
   * Whether KMS makes new key material every year. The AWS provider watches a key with rotation or tags for 13 s instead
   * of 4 s.
   *
   * @default true
   */
  readonly rotation?: boolean;
  /**
   * Days between `terraform destroy` and the end of the key, in which it can be saved: 7 to 30.
   *
   * @default 30
   */
  readonly deletionWindowInDays?: number;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The customer managed key of a bucket that other accounts use: the managed key `aws/s3` cannot be shared, as nobody can
 * change its policy.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export class DataKey extends Construct {
  /** The `aws_kms_key` itself. */
  readonly key: KmsKey;

  /** The key's ARN, known after the first apply. */
  get keyArn(): string {
    return this.key.arn;
  }

  /** @throws SynthError for an alias, a policy or a number of days that KMS refuses */
  constructor(scope: Construct, id: string, props: DataKeyProps) {
    super(scope, id);
    refuseAlias(this, props.alias);
    const { deletionWindowInDays = 30 } = props;
    if (!Number.isInteger(deletionWindowInDays) || deletionWindowInDays < 7 || deletionWindowInDays > 30) {
      throw new SynthError(
        {
          what: 'deletion window of a key is not one KMS accepts',
          value: deletionWindowInDays,
          allowed: '7 to 30 whole days',
          fix: 'change deletionWindowInDays',
        },
        this,
      );
    }
    this.key = addressedAs(
      this,
      new KmsKey(this, 'key', {
        description: props.description,
        policy: checkedPolicyJson(this, 'key', props.policy),
        enableKeyRotation: props.rotation ?? true,
        deletionWindowInDays,
        tags: props.tags && { ...props.tags },
      }),
    );
    addressedAs(this, new KmsAlias(this, 'alias', { name: props.alias, targetKeyId: this.key.keyId }));
  }
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
function refuseAlias(scope: Construct, alias: string): void {
  if (/^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/.test(alias)) return;
  throw new SynthError(
    {
      what: 'alias is not one KMS accepts',
      value: alias,
      allowed: 'alias/ and then 1 to 250 of a-z, A-Z, 0-9, /, _ and -, not beginning with aws/',
      fix: 'rename it, e.g. alias/acme-lake-exports',
    },
    scope,
  );
}
