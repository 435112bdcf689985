import { describe, expect, test } from '@jest/globals';
import type { Call } from '../../../access/call';
import { decideWith } from '../../../access/decide/decide-with';
import type { PolicySets } from '../../../access/decide/policy-sets';
import { awsText } from '../../../access/explain/aws-text';
import type { NamedPolicy } from '../../../access/policy/document';
import { authorize } from '../../../access/services/authorize';
import { simulate } from '../../../access/simulate/simulate';
import { callerOf, caseWorld, CONNECTION, PRODUCER, READER } from '../services/world';

const policy = (Effect: 'Allow' | 'Deny', more: Partial<NamedPolicy> = {}): NamedPolicy => ({
  name: 'p',
  document: { Version: '2012-10-17', Statement: [{ Effect, Action: '*', Resource: '*' }] },
  ...more,
});
const trust = policy('Allow', {
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] },
});
const lake = `arn:aws:iam::${PRODUCER}:role/team/lake`;
const READER_ARN = 'arn:aws:sts::222222222222:assumed-role/reader/s';
const who = `User: ${READER_ARN} is not authorized to perform:`;

function textOf(action: string, resource: string, policies: Partial<PolicySets>): string {
  const call: Call = { caller: READER, action, resource, resourceAccount: PRODUCER, context: {} };
  return awsText(decideWith({ identity: [], ...policies }, call), true);
}

// https://aws.amazon.com/blogs/security/enhanced-access-denied-error-messages-with-policy-arns
describe('a policy that denies and has an ARN is named by it', () => {
  const arn = 'arn:aws:organizations::987654321098:policy/o-a1/service_control_policy/p-1';
  const denying = policy('Deny', { arn });
  test.each<[string, Partial<PolicySets>]>([
    ['a service control policy', { identity: [policy('Allow')], scps: [[policy('Allow'), denying]] }],
    ['a permissions boundary', { identity: [policy('Allow')], boundary: denying }],
    ['an identity-based policy', { identity: [denying] }],
  ])('%s', (kind, policies) => {
    expect(textOf('iam:ListRoles', '*', policies)).toBe(
      `${who} iam:ListRoles on resource: * with an explicit deny in ${kind}: ${arn}`,
    );
  });

  test('and without an ARN by its kind alone', () => {
    expect(textOf('iam:ListRoles', '*', { identity: [policy('Deny')] })).toBe(
      `${who} iam:ListRoles on resource: * with an explicit deny in an identity-based policy`,
    );
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
describe('AssumeRole is refused', () => {
  test('by the identity-based policies, where the trust policy is not what is silent', () => {
    expect(textOf('sts:AssumeRole', lake, { resource: trust })).toBe(
      `${who} sts:AssumeRole on resource: ${lake} because no identity-based policy allows the sts:AssumeRole action`,
    );
  });

  test('by the identity-based policies that deny', () => {
    expect(textOf('sts:AssumeRole', lake, { identity: [policy('Deny')], resource: trust })).toBe(
      `${who} sts:AssumeRole on resource: ${lake} with an explicit deny in an identity-based policy`,
    );
  });

  test('by STS itself, in its own words', () => {
    const root = callerOf('root');
    const request = { operation: 'AssumeRole', roleArn: lake, caller: root, connection: CONNECTION };
    const { refusal } = authorize(caseWorld(), { service: 'sts', ...request });
    const text = `User: arn:aws:iam::222222222222:root is not authorized to perform: sts:AssumeRole on resource: ${lake}`;
    expect(awsText(refusal!, true)).toBe(`${text} because roles may not be assumed by root accounts`);
    expect(awsText(refusal!, false)).toBe(text);
  });
});

test('a refusal whose reasons nobody may see names no kind of policy', () => {
  const question = { id: '', action: 's3:GetObject', resource: 'arn:aws:s3:::acme/a', resourceAccount: PRODUCER };
  const { effect, mayAllow, call } = simulate({ ...question, principal: READER_ARN });
  expect(awsText({ effect, mayAllow, call, reasons: [] }, true)).toBe(
    `${who} s3:GetObject on resource: "arn:aws:s3:::acme/a" because no policy allows it`,
  );
});
