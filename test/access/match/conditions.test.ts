import { describe, expect, test } from '@jest/globals';
import type { ConditionElement, PolicyDocument, Statement } from '../../../access/policy/document';
import { simulate } from '../../../access/simulate/simulate';
import values from '../../vectors/matching/condition-values.json';
import rows from '../../vectors/matching/conditions.json';
import unknown from '../../vectors/matching/unknown-conditions.json';
import { withPlaceholders } from '../world/terraform/placeholders';

interface ConditionCase {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** @default '2012-10-17' */
  readonly version?: '2012-10-17' | '2008-10-17';
  readonly condition: ConditionElement;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** `maybe`: it depends on something that is not known. */
  readonly holds: boolean | 'maybe';
}

const everything = { Action: 's3:*', Resource: '*' } as const;

/** What an IAM user without temporary credentials is told. */
function effectOf({ id, version = '2012-10-17', context }: ConditionCase, ...statements: Statement[]) {
  const identity: PolicyDocument[] = [{ Version: version, Statement: statements }];
  return simulate({
    id,
    principal: 'arn:aws:iam::111111111111:user/ann',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::acme/x',
    resourceAccount: '111111111111',
    context,
    identity,
  }).effect;
}

const cases = ([...rows, ...values, ...withPlaceholders(unknown)] as unknown as ConditionCase[]).map(
  (one) => [one.id, one.name, one] as const,
);

describe('a condition', () => {
  test.each(cases)('of an Allow: %s %s', (_id, _name, one) => {
    const allow = { Effect: 'Allow', ...everything, Condition: one.condition } as const;
    expect(effectOf(one, allow)).toBe(one.holds === 'maybe' ? 'unknown' : one.holds ? 'allow' : 'implicitDeny');
  });

  test.each(cases)('of a Deny: %s %s', (_id, _name, one) => {
    const deny = { Effect: 'Deny', ...everything, Condition: one.condition } as const;
    expect(effectOf(one, { Effect: 'Allow', ...everything }, deny)).toBe(
      one.holds === 'maybe' ? 'unknown' : one.holds ? 'explicitDeny' : 'allow',
    );
  });
});
