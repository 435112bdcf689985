import { actionsMatching } from '../tables/actions';
import { actionHasKey, conditionKey, isOfEveryRequest, type ConditionKey } from '../tables/keys';
import type { PolicyKind, Statement } from './document';
import { malformed } from './errors';
import { listOf } from './statements';
import { hasUnknown } from './unknown';
import { shown } from './words';

/**
 * Refuses, in a bucket policy, condition keys that S3 does not have, and keys that one of the statement's actions can
 * never have, as S3 does. Names that begin with `aws:` it lets pass, whether there is such a key or not, and with
 * wildcards one of the actions that they stand for is enough.
 *
 * @throws PolicyError MalformedPolicy
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html (R-RES)
 */
export function checkBucketConditions(statements: readonly Statement[], kind: PolicyKind): void {
  if (kind !== 'bucket') return;
  statements.forEach(({ Action, Condition }, index) => {
    for (const [operator, keys] of Object.entries(Condition ?? {})) {
      for (const name of Object.keys(keys ?? {})) {
        if (hasUnknown(name) || /^aws:/i.test(name)) continue;
        const where = `Statement[${index}].Condition.${operator}[${shown(name)}]`;
        checkKey(name, listOf(Action ?? []), where);
      }
    }
  });
}

function checkKey(name: string, actions: readonly string[], where: string): void {
  const key = conditionKey(name);
  if (!key || /^(kms|iam|sts):/i.test(name)) {
    const detail = `${where} is no condition key of S3; it has s3:prefix, s3:x-amz-acl and others, and those of every service, aws:…`;
    throw malformed('bucket', 'Policy has an invalid condition key', detail);
  }
  const without = actions.find((action) => !mayHave(action, key));
  if (without === undefined) return;
  throw malformed(
    'bucket',
    'Conditions do not apply to combination of actions and resources in statement',
    `${where}: ${without} never has ${key.name}; put it into a statement of its own`,
  );
}

function mayHave(action: string, key: ConditionKey): boolean {
  if (!key.name.startsWith('s3:') || isOfEveryRequest(key) || hasUnknown(action)) return true;
  return actionsMatching(action)?.some((one) => actionHasKey(one, key)) ?? true;
}
