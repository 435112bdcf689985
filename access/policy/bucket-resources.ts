import { matchGlob, ONE, STAR } from '../match/glob';
import type { PolicyDocument, Statement } from './document';
import { malformed } from './errors';
import { listOf, statementsOf } from './statements';
import { hasUnknown } from './unknown';
import { shown } from './words';

/** What a Resource element can stand for. */
interface Reach {
  readonly bucket: boolean;
  readonly objects: boolean;
}

/** What is not known yet may turn out to be either. */
const EVERYTHING: Reach = { bucket: true, objects: true };

/** Actions on objects; every other action is on the bucket. */
const ON_OBJECTS =
  /^s3:(abortmultipartupload|listmultipartuploadparts|bypassgovernanceretention|replicate(delete|tags)|(?!(get|put)bucketobjectlock).*object)/i;

/**
 * Refuses a bucket policy that speaks of another bucket, or of actions that its resources cannot have, as S3 does when
 * the policy is saved (R-RES).
 *
 * @param document a policy that `checkPolicy` has let pass as one of a bucket
 * @param bucket its name
 * @throws PolicyError MalformedPolicy
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html
 */
export function checkBucketResources(document: PolicyDocument, bucket: string): void {
  for (const statement of statementsOf(document)) {
    if (statement.Resource === undefined) continue;
    const reaches = listOf(statement.Resource).map((resource) => reachOf(resource, bucket));
    checkActions(statement, {
      bucket: reaches.some((reach) => reach.bucket),
      objects: reaches.some((reach) => reach.objects),
    });
  }
}

function reachOf(resource: string, bucket: string): Reach {
  if (hasUnknown(resource)) return EVERYTHING;
  const name = /^arn:[^:]*:s3:::(.*)$/s.exec(resource)?.[1];
  const slash = name?.indexOf('/') ?? -1;
  const bucketPart = slash < 0 ? name : name!.slice(0, slash);
  if (bucketPart === undefined || !matchGlob(codesOf(bucketPart), bucket, 0, bucket.length)) {
    const detail = `${shown(resource)} is not of the bucket ${bucket}; write arn:aws:s3:::${bucket} or arn:aws:s3:::${bucket}/*`;
    throw malformed('bucket', 'Policy has invalid resource', detail);
  }
  return { bucket: slash < 0, objects: slash >= 0 || bucketPart.includes('*') };
}

function codesOf(pattern: string): number[] {
  return Array.from({ length: pattern.length }, (_, index) => {
    const code = pattern.charCodeAt(index);
    if (code === 0x2a) return STAR;
    return code === 0x3f ? ONE : code;
  });
}

function checkActions(statement: Statement, reach: Reach): void {
  for (const action of listOf(statement.Action ?? [])) {
    if (hasUnknown(action)) continue;
    const onObjects = ON_OBJECTS.test(action);
    // `s3:Get*` and the like are both.
    const onBucket = !onObjects && !action.includes('*') && !action.includes('?');
    if ((onObjects && !reach.objects) || (onBucket && !reach.bucket)) {
      const level = onObjects ? 'objects (BUCKET/*)' : 'the bucket itself';
      throw malformed(
        'bucket',
        'Action does not apply to any resource(s) in statement',
        `${action} is on ${level}, which no Resource of the statement names`,
      );
    }
  }
}
