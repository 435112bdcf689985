import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../../access/policy/document';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';

const ACCOUNT = '222222222222';
const document = (statement: object): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }],
});
const open = document({});
const closed = document({ Effect: 'Deny' });
const base: SimulationCase = {
  id: 'x',
  principal: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/s`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::acme/a',
  resourceAccount: ACCOUNT,
  identity: [open],
};

describe('a reason names the policy', () => {
  test.each<[string, Partial<SimulationCase>]>([
    ['identity policy 2', { identity: [open, closed] }],
    ['permissions boundary', { boundary: closed }],
    ['session policy 1', { session: closed }],
    ['session policy 2', { session: [open, closed] }],
    ['resource policy', { resourcePolicy: document({ Effect: 'Deny', Principal: '*' }) }],
    ['SCP of level 1, 2', { scps: [[open, closed], [open]] }],
    ['SCP of level 2, 1', { scps: [[open], [closed]] }],
    ['RCP of level 2, 1', { rcps: [[], [document({ Effect: 'Deny', Principal: '*' })]] }],
    ['VPC endpoint policy', { vpce: document({ Effect: 'Deny', Principal: '*' }) }],
  ])('%s', (policy, more) => {
    const { effect, reasons } = simulate({ ...base, ...more });
    expect([effect, reasons[0]!.policy, reasons[0]!.text]).toEqual([
      'explicitDeny',
      policy,
      `statement #0 of ${policy} denies it`,
    ]);
  });
});

describe('the caller of a case', () => {
  const callerOf = (more: Partial<SimulationCase>) => simulate({ ...base, ...more }).call.caller;
  const plain = callerOf({});

  test('has the session policies of the case, one or many', () => {
    expect(plain).not.toHaveProperty('sessionPolicies');
    expect(callerOf({ session: open })).toStrictEqual({ ...plain, sessionPolicies: [open] });
    expect(callerOf({ session: [open, closed] })).toStrictEqual({ ...plain, sessionPolicies: [open, closed] });
  });

  test('has the role of aws:PrincipalArn, in whatever case that is written', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/team/reader`;
    for (const key of ['aws:PrincipalArn', 'AWS:principalarn']) {
      expect(callerOf({ context: { [key]: arn } })).toMatchObject({ role: { path: '/team/', name: 'reader' } });
    }
    expect(callerOf({ context: { 'aws:PrincipalArn': [arn] } })).toEqual(plain);
  });
});
