import type { ConditionElement, Statement } from '../access/policy/document';
import { bucketArn, keysArn } from './arns';
import type { Grant, Pair } from './pair';
import { allVerbs, verbs } from './verbs';

/**
 * What a grant opens: action, resource and request conditions, in the form that the caller's side has. The resource's
 * side has the same and adds who may do it; there is no other place where a grant becomes a statement.
 *
 * @returns a statement for each verb, and one for the key where S3 needs it
 */
export function grantStatements(pair: Pair, grant: Grant): Statement[] {
  const key = keyStatement(pair, grant);
  return [...bucketStatements(pair, grant), ...(key ? [key] : [])];
}

/** The part of {@link grantStatements} that is about the bucket. */
export function bucketStatements(pair: Pair, { access, prefixes }: Grant): Statement[] {
  const bucket = bucketArn(pair.partition, pair.producer.bucket);
  return inOrder(access).map((verb) => {
    const { on, actions } = verbs[verb];
    const Sid = `${verb[0]!.toUpperCase()}${verb.slice(1)}`;
    if (on === 'objects')
      return allow(
        Sid,
        actions,
        prefixes.map((prefix) => `${bucket}/${prefix}*`),
      );
    const whole = prefixes.includes('');
    const under = { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } };
    return allow(Sid, actions, [bucket], whole ? undefined : under);
  });
}

/**
 * The part of {@link grantStatements} that is about the key: undefined where the bucket has none, or S3 needs none.
 * Its Resource is every key of the producer in the bucket's region, because the key's id is not known yet; the
 * encryption context of {@link throughThisBucket} leaves one of them.
 */
export function keyStatement(pair: Pair, { access }: Grant): Statement | undefined {
  const actions = new Set(inOrder(access).flatMap((verb) => verbs[verb].keyActions));
  if (pair.producer.encryption !== 'kms' || actions.size === 0) return undefined;
  return allow('UseKey', [...actions], [keysArn(pair)], throughThisBucket(pair));
}

/**
 * The conditions under which a key is used through S3 and for this bucket only. `kms:ViaService` has the bucket's region
 * and ends in amazonaws.com in every partition; the encryption context is the bucket's ARN under an S3 Bucket Key, and
 * the object's for what was written without one.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html (R-KMS-4)
 */
export function throughThisBucket({ partition, producer: { region, bucket } }: Pair): ConditionElement {
  const arn = bucketArn(partition, bucket);
  return {
    StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': [arn, `${arn}/*`] },
  };
}

/** The same grant gives the same policy, in whatever order its verbs were written. */
function inOrder(access: Grant['access']): Grant['access'] {
  return allVerbs.filter((verb) => access.includes(verb));
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: ConditionElement,
): Statement {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
