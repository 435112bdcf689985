import { expect, test } from '@jest/globals';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';

const account = '111111111111';
const FEDERATED = `arn:aws:sts::${account}:federated-user/fred`;
const SESSION = `arn:aws:sts::${account}:assumed-role/reader/s`;

const allow = (Action: string) =>
  ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } }) as const;
const base: SimulationCase = {
  id: 'session',
  principal: SESSION,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::lake/x',
  resourceAccount: account,
  identity: [allow('s3:*')],
};

test.each<[what: string, more: Partial<SimulationCase>]>([
  ['a role’s session without session policies', {}],
  ['a role’s session with one that allows', { session: [allow('ec2:*'), allow('s3:Get*')] }],
  ['a federated user with one that allows', { principal: FEDERATED, session: allow('s3:Get*') }],
  [
    'a federated user without any, whom the bucket policy names',
    {
      principal: FEDERATED,
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: FEDERATED },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::lake/*',
        },
      },
    },
  ],
])('%s may do what its role or user may (R-NOSESSPOL)', (_what, more) => {
  expect(simulate({ ...base, ...more }).effect).toBe('allow');
});

const silent = 'no session policy allows it';
const none = "federated user fred was given no session policy, without which its user's policies do not count";

test.each<[what: string, more: Partial<SimulationCase>, text: string, policy: string | undefined]>([
  ['a role’s session with a policy that is silent', { session: allow('ec2:*') }, silent, 'session policy 1'],
  ['with several', { session: [allow('ec2:*'), allow('sqs:*')] }, silent, undefined],
  ['with an empty list of them', { session: [] }, silent, undefined],
  ['a federated user with one', { principal: FEDERATED, session: allow('ec2:*') }, silent, 'session policy 1'],
  ['a federated user without any', { principal: FEDERATED }, none, undefined],
])('%s may do nothing, and is told so', (_what, more, text, policy) => {
  const { effect, reasons } = simulate({ ...base, ...more });
  const place = { gate: 'session', side: 'caller', account, rule: 'R-NOSESSPOL' };
  expect([effect, reasons[0]]).toEqual([
    'implicitDeny',
    { ...place, verdict: 'implicitDeny', policy, text, nearMisses: expect.any(Array) },
  ]);
});

test('nothing nearly allows it to a federated user without session policies', () => {
  expect(simulate({ ...base, principal: FEDERATED }).reasons[0]!.nearMisses).toEqual([]);
});

test('a session policy that denies is named', () => {
  const { Statement } = allow('s3:GetObject');
  const denying = { Version: '2012-10-17', Statement: { ...Statement, Effect: 'Deny', Sid: 'No' } } as const;
  expect(simulate({ ...base, session: [allow('s3:*'), denying] }).reasons[0]).toMatchObject({
    verdict: 'explicitDeny',
    text: 'statement No of session policy 2 denies it',
  });
});
