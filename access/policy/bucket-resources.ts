import { actionsMatching } from '../tables/actions';
import { matchesWildcards } from '../tables/wildcards';
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
  const arn = /^arn:[^:]*:s3:::([^/]*)(\/?)/.exec(resource);
  if (!arn || !matchesWildcards(arn[1]!, bucket)) {
    const detail = `${shown(resource)} is not of the bucket ${bucket}; write arn:aws:s3:::${bucket} or arn:aws:s3:::${bucket}/*`;
    throw malformed('bucket', 'Policy has invalid resource', detail);
  }
  const endsAtBucket = arn[2] === '';
  return { bucket: endsAtBucket, objects: !endsAtBucket || arn[1]!.includes('*') };
}

/** Refuses an action of which every meaning is on something that the statement's resources leave out. */
function checkActions(statement: Statement, reach: Reach): void {
  for (const action of listOf(statement.Action ?? [])) {
    // What is not of S3's table is of Object Lambda and the like, or all actions there are.
    const meanings = hasUnknown(action) ? undefined : actionsMatching(action);
    if (!meanings || meanings.some(({ on }) => isWithin(on, reach))) continue;
    throw malformed(
      'bucket',
      'Action does not apply to any resource(s) in statement',
      `${action} is on ${levelOf(meanings.flatMap(({ on }) => on))}, which no Resource of the statement names`,
    );
  }
}

function isWithin(types: readonly string[], { bucket, objects }: Reach): boolean {
  return (bucket && types.includes('bucket')) || (objects && types.includes('object'));
}

function levelOf(types: readonly string[]): string {
  if (types.includes('object')) return 'objects (BUCKET/*)';
  return types.includes('bucket') ? 'the bucket itself' : 'neither buckets nor objects';
}
