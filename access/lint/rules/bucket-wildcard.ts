import { parseArn } from '../../world/arn';
import type { Rule } from '../rule';

/** A pattern for the bucket's name: whoever makes a bucket of such a name is let in too. */
export const bucketWildcard: Rule = {
  id: 'bucket-wildcard',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html',
  kinds: ['identity'],
  inStatement: ({ effect, resources, conditions }) => {
    const limited = conditions.some(
      ({ name, holdsWithoutKey }) => /^(aws|s3):resource(account|org)/.test(name) && !holdsWithoutKey,
    );
    if (effect !== 'Allow' || limited) return [];
    return resources.flatMap((resource) => {
      const bucket = bucketPatternOf(resource);
      if (bucket === undefined) return [];
      return {
        element: 'Resource',
        text: `${resource} matches buckets of any account whose name begins so, and their objects`,
        fix: 'name the bucket in full, and its objects as BUCKET/*; or hold it to an account with aws:ResourceAccount',
      };
    });
  },
};

/** The name before a wildcard in it; undefined for buckets named in full, and for all of them. */
function bucketPatternOf(resource: string): string | undefined {
  const arn = parseArn(resource);
  // A bucket's ARN has no account, which `*` matches too.
  if (arn?.service !== 's3' || !/^\*?$/.test(arn.account)) return undefined;
  return /^([^/*?$]+)[*?]/.exec(arn.resource)?.[1];
}
