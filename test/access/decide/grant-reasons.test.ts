import { expect, test } from '@jest/globals';
import type { Call } from '../../../access/call';
import type { Caller } from '../../../access/caller';
import { decideWith } from '../../../access/decide/decide-with';
import type { PolicySets } from '../../../access/decide/policy-sets';
import { unknownValue } from '../../../access/policy/unknown';
import type { KeyGrant } from '../../../access/world/key';

const account = '111111111111';
const role = { path: '/', name: 'reader', uniqueId: 'AROAREADER' };
const caller: Caller = { kind: 'role-session', account, role, sessionName: 's' };
const call: Call = {
  caller,
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:eu-west-1:${account}:key/11111111-1111-4111-8111-111111111111`,
  resourceAccount: account,
  context: {},
};
const grant = (id: string, granteePrincipal: string, ...operations: string[]): KeyGrant => ({
  id,
  granteePrincipal,
  operations,
  createdAt: '2026-11-24T12:00:00.000Z',
});
const roleArn = `arn:aws:iam::${account}:role/reader`;
const place = { rule: 'R-KMS-2', gate: 'resource', side: 'resource', account };
const silent: PolicySets['resource'] = { name: 'key policy', document: { Statement: [] } };
const reasonsOf = (...keyGrants: KeyGrant[]) => decideWith({ identity: [], resource: silent, keyGrants }, call).reasons;

test('a grant by which a call is allowed is the reason, where no statement is (R-KMS-2)', () => {
  const grants = [
    grant('g1', roleArn, 'Encrypt'),
    grant('g2', `${roleArn}s`, 'Decrypt'),
    grant('g3', roleArn, 'Decrypt'),
  ];
  expect(reasonsOf(...grants)).toStrictEqual([{ ...place, verdict: 'allow', text: 'grant g3 of the key allows it' }]);
});

test('grants of other operations or for others are no reason', () => {
  const reasons = reasonsOf(grant('g1', roleArn, 'Encrypt'), grant('g2', `${roleArn}s`, 'Decrypt'));
  expect(reasons.map(({ gate, text }) => [gate, text])).toEqual([
    ['identity', `role ${roleArn} has no identity-based policy`],
    ['resource', 'the key policy does not allow it'],
  ]);
});

test('a grant whose grantee is not known perhaps allows', () => {
  const [first] = reasonsOf(grant('g1', unknownValue('aws_iam_role.reader.arn'), 'Decrypt'));
  expect(first).toStrictEqual({
    ...place,
    verdict: 'unknown',
    text: 'grant g1 of the key perhaps allows it',
    dependsOn: ['aws_iam_role.reader.arn'],
  });
});

test("a grant is told after the key policy's statements and before the caller's own", () => {
  const statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' } as const;
  const resource = { name: 'key policy', document: { Statement: { ...statement, Principal: { AWS: account } } } };
  const identity = [{ name: 'keys', document: { Statement: statement } }];
  const { reasons } = decideWith({ identity, resource, keyGrants: [grant('g1', roleArn, 'Decrypt')] }, call);
  expect(reasons.map(({ text }) => text)).toEqual([
    'statement #0 of key policy allows it',
    'grant g1 of the key allows it',
    'statement #0 of keys allows it',
  ]);
});
