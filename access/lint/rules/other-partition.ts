import { parseArn } from '../../world/arn';
import type { Rule } from '../rule';

/** Principals of one partition on a bucket of another: no request crosses partitions. */
export const otherPartition: Rule = {
  id: 'other-partition',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  kinds: ['bucket'],
  inStatement: ({ principals, resources }) => {
    const own = new Set(resources.map((resource) => parseArn(resource)!.partition));
    if (own.size === 0) return [];
    return principals.flatMap(({ name }) => {
      const partition = parseArn(name)?.partition;
      if (partition === undefined || own.has(partition)) return [];
      return {
        element: 'Principal',
        text: `${name} is of the partition ${partition}, the bucket of ${[...own].join(', ')}; no request crosses them`,
        fix: 'name a principal of the same partition',
      };
    });
  },
};
