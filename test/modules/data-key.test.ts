import { describe, expect, it } from '@jest/globals';
import { DataKey, type DataKeyProps } from '../../modules/data-key';
import { keyPolicy } from './policies';
import { only, policyOf, synthStack } from './synth-stack';

const key = (props: Partial<DataKeyProps> = {}) =>
  synthStack((stack) => {
    new DataKey(stack, 'data', { alias: 'alias/acme-data', policy: keyPolicy, ...props });
  });

describe('DataKey', () => {
  it('rotates, has an alias, and can be saved for 30 days after a destroy', () => {
    const { policy, ...rest } = only(key(), 'aws_kms_key');
    expect(rest).toEqual({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(policyOf(policy)).toEqual(keyPolicy);
    expect(only(key(), 'aws_kms_alias')).toEqual({
      name: 'alias/acme-data',
      target_key_id: '${aws_kms_key.data.key_id}',
    });
  });

  it('does without rotation when told so, which saves 9 s of provider polling', () => {
    expect(only(key({ rotation: false }), 'aws_kms_key').enable_key_rotation).toBe(false);
  });

  it.each([
    [{ alias: 'acme-data' }, 'test/data: alias is not one KMS accepts, got "acme-data"; allowed: alias/ and then'],
    [{ alias: 'alias/aws/s3' }, 'got "alias/aws/s3"'],
    [
      { deletionWindowInDays: 6 },
      'deletion window of a key is not one KMS accepts, got 6; allowed: 7 to 30 whole days',
    ],
    [{ policy: { Version: '2012-10-17', Statement: [] } }, 'test/data: key policy is not one KMS accepts'],
  ] as const)('refuses %j', (props, message) => {
    expect(() => key(props)).toThrow(message);
  });
});
