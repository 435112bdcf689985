import { expect, test } from '@jest/globals';
import type { Call } from '../../../access/call';
import { decideWith } from '../../../access/decide/decide-with';
import type { NamedPolicy, Statement } from '../../../access/policy/document';

const account = '111111111111';
const call: Call = {
  caller: { kind: 'user', account, path: '/', name: 'ann', uniqueId: 'AIDAANN' },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::acme/x',
  resourceAccount: account,
  context: {},
};
const managed = (name: string, Effect: Statement['Effect'], Action: string): NamedPolicy => ({
  name,
  arn: `arn:aws:iam::${account}:policy/${name}`,
  document: { Statement: { Effect, Action, Resource: '*' } },
});
const cited = (...identity: NamedPolicy[]) =>
  decideWith({ identity }, call).reasons.map(({ verdict, policy, policyArn }) => ({ verdict, policy, policyArn }));

const reads = managed('reads', 'Allow', 's3:GetObject');
const writes = managed('writes', 'Allow', 's3:PutObject');
const closes = managed('closes', 'Deny', 's3:*');

test('a managed policy is cited by its ARN, whether it allows, denies or, alone, is silent', () => {
  expect(cited(reads)).toEqual([{ verdict: 'allow', policy: 'reads', policyArn: reads.arn }]);
  expect(cited(closes)).toEqual([{ verdict: 'explicitDeny', policy: 'closes', policyArn: closes.arn }]);
  expect(cited(writes)).toEqual([{ verdict: 'implicitDeny', policy: 'writes', policyArn: writes.arn }]);
});

test('of several that are silent none is cited', () => {
  expect(cited(writes, { ...writes, name: 'others' })).toEqual([{ verdict: 'implicitDeny' }]);
});
