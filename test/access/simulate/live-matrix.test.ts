import { describe, expect, test } from '@jest/globals';
import { simulate } from '../../../access/simulate/simulate';
import type { PolicyDocument, Statement } from '../../../access/policy/document';
import matrix from '../../vectors/decisions/live-boundary-matrix.json';

const account = '111111111111';
const role = `arn:aws:iam::${account}:role/tester`;
const session = `arn:aws:sts::${account}:assumed-role/tester/s`;
const allow = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::bucket/*' } as const;
const condition = { ArnEquals: { 'aws:PrincipalArn': role } };

/** How each of the measured tables names the caller in the resource policy. */
const named: Readonly<Record<string, Partial<Statement>>> = {
  principalIsRoleArn: { Principal: { AWS: role } },
  principalIsSessionArn: { Principal: { AWS: session } },
  principalIsAccountWithPrincipalArnCondition: { Principal: { AWS: account }, Condition: condition },
  principalIsStarWithPrincipalArnCondition: { Principal: '*', Condition: condition },
};

const document = (statement: Partial<Statement>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [statement as Statement],
});

describe('agrees with what was measured on live AWS (permissions boundary, role policy, resource policy)', () => {
  const rows = Object.entries(named).flatMap(([table, principal]) =>
    (matrix as unknown as Record<string, [string, string, string, boolean][]>)[table]!.map(
      ([boundary, identity, resource, allowed]) => ({ table, principal, boundary, identity, resource, allowed }),
    ),
  );

  test('has all 28 rows', () => expect(rows).toHaveLength(28));

  test.each(rows)('$table: $boundary $identity $resource -> $allowed', (row) => {
    const nothing = { ...allow, Action: 's3:ListBucket' };
    const { effect } = simulate({
      id: row.table,
      principal: session,
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::bucket/key',
      resourceAccount: account,
      // `-` in the boundary column is a boundary that does not allow the action.
      boundary: document(row.boundary === 'A' ? allow : nothing),
      identity: row.identity === 'A' ? [document(allow)] : [],
      ...(row.resource === 'A' && { resourcePolicy: document({ ...allow, ...row.principal }) }),
    });
    expect(effect).toBe(row.allowed ? 'allow' : 'implicitDeny');
  });
});
