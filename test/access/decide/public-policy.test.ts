import { describe, expect, test } from '@jest/globals';
import { isPublicPolicy } from '../../../access/decide/public-policy';
import type { Effect } from '../../../access/decision';
import type { PolicyDocument, Statement } from '../../../access/policy/document';
import { simulate } from '../../../access/simulate/simulate';
import rows from '../../vectors/public-access/statements.json';

interface PublicCase {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly statements: readonly Statement[];
  readonly public: boolean;
}

const cases = (rows as unknown as PublicCase[]).map((one) => [one.id, one.name, one] as const);

describe('a bucket policy is public or not', () => {
  test.each(cases)('%s %s', (_id, _name, one) => {
    expect(isPublicPolicy({ Version: '2012-10-17', Statement: one.statements })).toBe(one.public);
  });
});

describe('RestrictPublicBuckets', () => {
  const named = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme' } as const;
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const;

  /** What somebody is told who is named in a statement of its own, beside those of the case. */
  function effectFor(principal: string, Principal: Statement['Principal'], { id, statements }: PublicCase): Effect {
    const resourcePolicy: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [...statements, { ...named, Principal: Principal! }],
    };
    return simulate({
      id,
      principal,
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::acme',
      resourceAccount: '111111111111',
      identity: [{ Version: '2012-10-17', Statement: [everything] }],
      resourcePolicy,
      publicAccessBlock: { restrictPublicBuckets: true },
    }).effect;
  }
  const allowing = cases.filter(([, , { statements }]) => statements.every(({ Effect }) => Effect === 'Allow'));

  test.each(allowing)('closes the bucket of a public policy to whom it names elsewhere: %s %s', (_id, _name, one) => {
    const stranger = 'arn:aws:iam::333333333333:user/bob';
    expect(effectFor(stranger, { AWS: stranger }, one)).toBe(one.public ? 'explicitDeny' : 'allow');
  });

  test.each(allowing)('but not to its own account, nor to services: %s %s', (_id, _name, one) => {
    expect(effectFor('arn:aws:iam::111111111111:user/ann', { AWS: '111111111111' }, one)).toBe('allow');
    const service = 'cloudtrail.amazonaws.com';
    expect(effectFor(service, { Service: service }, one)).toBe('allow');
  });
});
