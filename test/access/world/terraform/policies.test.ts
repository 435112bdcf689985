import { describe, expect, test } from '@jest/globals';
import { PolicyError } from '../../../../access/policy/errors';
import { Arguments } from '../../../../access/world/terraform/arguments';
import { saying } from '../../../../access/world/terraform/policies';
import { TerraformReadError } from '../../../../access/world/terraform/read-error';

describe('an error of what is done with a policy', () => {
  const given = new Arguments('aws_s3_bucket_policy.data', [], () => null);

  function caught(error: Error): unknown {
    try {
      return saying(given, 'policy', () => {
        throw error;
      });
    } catch (thrown) {
      return thrown;
    }
  }

  test.each([
    [
      'before what it says itself',
      'Statement[0]: no Effect',
      'aws_s3_bucket_policy.data.policy: Statement[0]: no Effect',
    ],
    ['alone where it says nothing itself', undefined, 'aws_s3_bucket_policy.data.policy'],
  ])('has the address of the argument %s', (_, detail, expected) => {
    expect(caught(new PolicyError('MalformedPolicy', 'Policy has invalid resource', detail))).toMatchObject({
      name: 'PolicyError',
      code: 'MalformedPolicy',
      message: 'Policy has invalid resource',
      detail: expected,
    });
  });

  test('stays what it is where it is not about the policy', () => {
    const error = new TerraformReadError('aws_iam_role.reader', { what: 'a', allowed: 'b', fix: 'c' });
    expect(caught(error)).toBe(error);
  });
});
