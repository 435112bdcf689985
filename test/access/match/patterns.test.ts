import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument, Statement } from '../../../access/policy/document';
import { simulate } from '../../../access/simulate/simulate';
import characters from '../../vectors/matching/pattern-characters.json';
import rows from '../../vectors/matching/patterns.json';
import unknown from '../../vectors/matching/unknown-patterns.json';
import { withPlaceholders } from '../world/terraform/placeholders';

interface PatternCase {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** Null: none. @default '2012-10-17' */
  readonly version?: '2012-10-17' | '2008-10-17' | null;
  /** All but its Effect. */
  readonly statement: Omit<Statement, 'Effect'>;
  readonly asked: readonly [action: string, resource: string];
  /** `maybe`: it depends on something that is not known. */
  readonly matches: boolean | 'maybe';
}

/** What an IAM user is told by its own policies. */
function effectOf({ id, version = '2012-10-17', asked: [action, resource] }: PatternCase, ...statements: Statement[]) {
  const identity: PolicyDocument[] = [{ ...(version && { Version: version }), Statement: statements }];
  const onResource: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: '*', Resource: '*' }],
  };
  const principal = 'arn:aws:iam::111111111111:user/ann';
  return simulate({
    id,
    principal,
    action,
    resource,
    resourceAccount: '111111111111',
    identity,
    // Keys and roles have to allow as well, and leave it to the account.
    ...(!action.startsWith('s3:') && { resourcePolicy: onResource }),
  }).effect;
}

const cases = ([...rows, ...characters, ...withPlaceholders(unknown)] as unknown as PatternCase[]).map(
  (one) => [one.id, one.name, one] as const,
);

describe('actions and resources', () => {
  test.each(cases)('of an Allow: %s %s', (_id, _name, one) => {
    expect(effectOf(one, { Effect: 'Allow', ...one.statement })).toBe(
      one.matches === 'maybe' ? 'unknown' : one.matches ? 'allow' : 'implicitDeny',
    );
  });

  test.each(cases)('of a Deny: %s %s', (_id, _name, one) => {
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
    expect(effectOf(one, everything, { Effect: 'Deny', ...one.statement })).toBe(
      one.matches === 'maybe' ? 'unknown' : one.matches ? 'explicitDeny' : 'allow',
    );
  });
});
