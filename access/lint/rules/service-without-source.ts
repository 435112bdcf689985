import type { Rule } from '../rule';

/** Keys that say for whom a service comes; those of KMS hold a key to one use of it. */
const SOURCE = /^(aws:source(arn|account|owner|orgid|orgpaths)|kms:)/;

/** A service let in for whoever asks it to: another account's trail may write here (confused deputy). */
export const serviceWithoutSource: Rule = {
  id: 'service-without-source',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
  kinds: ['bucket', 'key'],
  inStatement: ({ effect, principals, conditions }) => {
    if (effect !== 'Allow' || conditions.some(({ name }) => SOURCE.test(name))) return [];
    return principals
      .filter(({ type }) => type === 'Service')
      .map(({ name }) => ({
        element: 'Principal',
        text: `${name} is let in for every account that uses it`,
        fix: 'add conditions on aws:SourceAccount and aws:SourceArn',
      }));
  },
};
