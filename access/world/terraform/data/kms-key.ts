import { tryFindKey } from '../../lookup';
import type { DataBlock, DataSource } from '../data-source';
import type { ValueMap } from '../expression/value';

/** `aws_kms_key`: of a key that this stack or an earlier one makes, by id, ARN, alias or the alias's ARN. */
export const kmsKey: DataSource = ({ given, place, world, find }): ValueMap => {
  const reference = given.required('key_id');
  given.ignore('grant_tokens');
  const arn = tryFindKey(world, reference, place)?.arn ?? arnInStack(find, reference);
  if (arn === undefined) return {};
  return { arn, id: arn.slice(arn.lastIndexOf('/') + 1), aws_account_id: arn.split(':')[4]! };
};

function arnInStack(find: DataBlock['find'], reference: string): string | undefined {
  const key = find('aws_kms_key', 'key_id', reference) ?? find('aws_kms_key', 'arn', reference);
  if (key) return key.attribute('arn');
  const alias = find('aws_kms_alias', 'name', reference) ?? find('aws_kms_alias', 'arn', reference);
  return alias?.attribute('target_key_arn');
}
