import { describe, expect, test } from '@jest/globals';
import { missingStatements } from '../../../access/explain/missing-statements';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';

const own: SimulationCase = {
  id: 'own',
  principal: 'arn:aws:iam::111111111111:role/reader',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::lake/x',
  resourceAccount: '111111111111',
};
const across: SimulationCase = { ...own, principal: 'arn:aws:iam::222222222222:role/reader' };
const gatesOf = (question: SimulationCase) => missingStatements(simulate(question)).map(({ gate }) => gate);

describe('the statements that are missing', () => {
  test('stand on both sides across accounts, and on one of them within an account', () => {
    expect(gatesOf(across)).toEqual(['identity', 'resource']);
    expect(gatesOf(own)).toEqual(['identity']);
  });

  test('stand in the key policy or the trust policy, whose word is needed in any case', () => {
    const key = { ...own, action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111111111111:key/k' };
    expect(missingStatements(simulate(key))).toEqual([
      {
        gate: 'resource',
        side: 'resource',
        account: '111111111111',
        where: 'the key policy',
        statement: { Effect: 'Allow', Principal: { AWS: own.principal }, Action: 'kms:Decrypt', Resource: '*' },
      },
    ]);
    const role = { ...own, action: 'sts:AssumeRole', resource: 'arn:aws:iam::111111111111:role/access' };
    expect(missingStatements(simulate(role))[0]?.statement).toEqual({
      Effect: 'Allow',
      Principal: { AWS: own.principal },
      Action: 'sts:AssumeRole',
    });
  });

  test('are none where no policy can open anything: most of KMS does not work on a key of another account', () => {
    const key = { action: 'kms:ScheduleKeyDeletion', resource: 'arn:aws:kms:eu-west-1:111111111111:key/k' };
    expect(gatesOf({ ...across, ...key })).toEqual([]);
    expect(gatesOf({ ...own, ...key })).toEqual(['resource']);
  });

  test('are none where a statement denies, and none where the call is allowed', () => {
    const Statement = { Effect: 'Deny', Action: '*', Resource: '*' } as const;
    expect(gatesOf({ ...own, identity: [{ Statement }] })).toEqual([]);
    expect(gatesOf({ ...own, identity: [{ Statement: { ...Statement, Effect: 'Allow' } }] })).toEqual([]);
  });
});
