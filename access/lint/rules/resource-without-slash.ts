import type { Rule } from '../rule';

/** A folder of keys named without its slash: `reports*` is `reports-old/…` as well. */
export const resourceWithoutSlash: Rule = {
  id: 'resource-without-slash',
  severity: 'suggestion',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html',
  kinds: ['identity', 'bucket', 'session'],
  inStatement: ({ effect, resources }) =>
    resources
      .filter((resource) => effect === 'Allow' && /^arn:[^:]*:s3:::[^/]+\/(.*[^/*?}])\*$/.test(resource))
      .map((resource) => ({
        element: 'Resource',
        text: `${resource} matches all keys that begin so, those of other folders among them`,
        fix: `write ${resource.replace(/\*$/, '/*')} if a folder is meant`,
      })),
};
