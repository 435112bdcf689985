import type { IConstruct } from 'constructs';
import { bucketNameProblem } from '../access/services/s3/bucket-name';
import { SynthError } from './synth-error';

/** @throws SynthError unless the number can stand in a lifecycle rule */
export function refuseDays(scope: IConstruct, prop: string, days: number): void {
  if (Number.isInteger(days) && days > 0) return;
  throw new SynthError(
    { what: `${prop} is no number of days`, value: days, allowed: 'whole days from 1', fix: `change ${prop}` },
    scope,
  );
}

/**
 * @throws SynthError unless S3 takes the name for a general purpose bucket
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function refuseBucketName(scope: IConstruct, name: string): void {
  const problem = bucketNameProblem(name);
  if (!problem) return;
  throw new SynthError(
    {
      what: 'bucket name is not one S3 accepts',
      value: name,
      allowed: '3 to 63 of a-z, 0-9, . and -, beginning and ending with a letter or digit, and no IP address',
      fix: `rename the bucket, as this name ${problem.what}`,
    },
    scope,
  );
}

/**
 * @throws SynthError unless IAM takes name and path for a role
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function refuseRoleName(scope: IConstruct, name: string, path: string): void {
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    throw new SynthError(
      {
        what: 'role name is not one IAM accepts',
        value: name,
        allowed: '1 to 64 letters, digits and _+=,.@- without a path',
        fix: 'rename the role, and give its path as path',
      },
      scope,
    );
  }
  if (!/^\/([!-.0-~]+\/)*$/.test(path) || path.length > 512) {
    throw new SynthError(
      {
        what: 'role path is not one IAM accepts',
        value: path,
        allowed: '/ or /team/, at most 512 characters',
        fix: 'begin and end the path with a slash',
      },
      scope,
    );
  }
}
