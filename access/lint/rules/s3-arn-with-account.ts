import { parseArn } from '../../world/arn';
import { validationCheck, type Rule } from '../rule';

/** What an ARN of S3 with a region and an account can name; buckets and objects have neither. */
const REGIONAL =
  /^(access-?points?|access-grants|async-request|job|storage-lens|storage-lens-group)(\/|$)|^[*?]|^\$|\uE000/;

/** The ARN of a bucket or object with a region or an account, which is the ARN of nothing. */
export const s3ArnWithAccount: Rule = {
  id: 's3-arn-with-account',
  severity: 'error',
  see: validationCheck('error-arn-account-not-allowed'),
  inStatement: ({ resources, notResources }) =>
    [...resources, ...notResources].filter(isBucketArnWithAccount).map((resource) => ({
      element: resources.includes(resource) ? 'Resource' : 'NotResource',
      text: `${resource} matches nothing: ARNs of buckets and objects have no region and no account`,
      fix: `write arn:${parseArn(resource)!.partition}:s3:::${parseArn(resource)!.resource}`,
    })),
};

export function isBucketArnWithAccount(text: string): boolean {
  const arn = parseArn(text);
  if (arn?.service !== 's3' || REGIONAL.test(arn.resource)) return false;
  return [arn.region, arn.account].some((field) => field !== '' && field !== '*');
}
