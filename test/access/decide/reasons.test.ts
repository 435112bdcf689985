import { expect, test } from '@jest/globals';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';

const root: SimulationCase = {
  id: 'root',
  principal: 'arn:aws:iam::111111111111:root',
  action: 's3:PutBucketPolicy',
  resource: 'arn:aws:s3:::lake',
  resourceAccount: '111111111111',
};
const statement = (Effect: 'Allow' | 'Deny', Action = '*') =>
  ({ Effect, Action, Resource: '*', Principal: '*' }) as const;
const verdicts = (question: SimulationCase) =>
  simulate(question).reasons.map(({ gate, verdict }) => `${gate} ${verdict}`);

test('a Deny that does not count against the owner’s root is no reason of a refusal', () => {
  const resourcePolicy = { Statement: statement('Deny') };
  const vpce = { Statement: statement('Allow', 's3:GetObject') };
  expect(verdicts({ ...root, resourcePolicy, vpce })).toEqual(['vpce implicitDeny']);
});

test('a policy that denies is not said to be silent as well', () => {
  const principal = 'arn:aws:iam::111111111111:user/u';
  const identity = [
    { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' } as const] },
    { Statement: { Effect: 'Deny', Action: 's3:Put*', Resource: '*' } as const },
  ];
  expect(verdicts({ ...root, principal, identity })).toEqual(['identity explicitDeny', 'identity allow']);
});

test('a silence that the other side of the same account makes up for is no reason', () => {
  const principal = 'arn:aws:iam::111111111111:user/u';
  const resourcePolicy = { Statement: statement('Allow') };
  const vpce = { Statement: statement('Allow', 's3:GetObject') };
  expect(verdicts({ ...root, principal, resourcePolicy, vpce })).toEqual(['vpce implicitDeny', 'resource allow']);
});
