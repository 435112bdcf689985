import { bucketNameProblem } from '../../access/services/s3/bucket-name';
import type { Problem } from './problem';

/** What S3 has against a bucket's name, with the nearest name that it takes. */
export function bucketProblem(name: string): Problem | undefined {
  const problem = bucketNameProblem(name);
  if (!problem) return undefined;
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 63);
  const usable = near !== name && bucketNameProblem(near) === undefined;
  return { ...problem, fix: usable ? `did you mean ${JSON.stringify(near)}?` : 'choose another name' };
}
