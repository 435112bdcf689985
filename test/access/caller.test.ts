import { describe, expect, test } from '@jest/globals';
import { callerAccount, callerArn, principalArn, type Caller } from '../../access/caller';

const account = '111111111111';
const ann = { path: '/team/', name: 'ann', uniqueId: 'AIDAANN' };
const reader = { path: '/app/', name: 'reader', uniqueId: 'AROAREADER' };

interface Row {
  readonly who: string;
  readonly caller: Caller;
  readonly arn: string;
  /** The value of `aws:PrincipalArn`. */
  readonly principal: string | undefined;
  readonly account: string | undefined;
}

const root = `arn:aws:iam::${account}:root`;
const user = `arn:aws:iam::${account}:user/team/ann`;
const federated = `arn:aws:sts::${account}:federated-user/fed`;

const rows: readonly Row[] = [
  { who: 'a root user', caller: { kind: 'root', account }, arn: root, principal: root, account },
  { who: 'a user, with its path', caller: { kind: 'user', account, ...ann }, arn: user, principal: user, account },
  {
    who: "a role's session, which has no path, of a role that has one",
    caller: { kind: 'role-session', account, role: reader, sessionName: 's' },
    arn: `arn:aws:sts::${account}:assumed-role/reader/s`,
    principal: `arn:aws:iam::${account}:role/app/reader`,
    account,
  },
  {
    who: 'a federated user',
    caller: { kind: 'federated-user', account, name: 'fed', byUser: ann },
    arn: federated,
    principal: federated,
    account,
  },
  {
    who: 'a service, which is of no account',
    caller: { kind: 'service', service: 'logging.s3.amazonaws.com' },
    arn: 'logging.s3.amazonaws.com',
    principal: undefined,
    account: undefined,
  },
  {
    who: 'an anonymous caller, who is nobody',
    caller: { kind: 'anonymous' },
    arn: 'anonymous',
    principal: undefined,
    account: undefined,
  },
];

describe('a caller is named by AWS', () => {
  test.each(rows.map((row) => [row.who, row] as const))('%s', (_who, row) => {
    const { caller } = row;
    expect([callerArn(caller), principalArn(caller), callerAccount(caller)]).toEqual([
      row.arn,
      row.principal,
      row.account,
    ]);
  });
});

describe('in another partition', () => {
  const own = { account, partition: 'aws-cn' } as const;

  test.each<[kind: string, caller: Caller, arn: string, principal: string]>([
    ['a root user', { kind: 'root', ...own }, `arn:aws-cn:iam::${account}:root`, `arn:aws-cn:iam::${account}:root`],
    [
      'a user',
      { kind: 'user', ...own, ...ann },
      `arn:aws-cn:iam::${account}:user/team/ann`,
      `arn:aws-cn:iam::${account}:user/team/ann`,
    ],
    [
      "a role's session",
      { kind: 'role-session', ...own, role: reader, sessionName: 's' },
      `arn:aws-cn:sts::${account}:assumed-role/reader/s`,
      `arn:aws-cn:iam::${account}:role/app/reader`,
    ],
    [
      'a federated user',
      { kind: 'federated-user', ...own, name: 'fed', byUser: ann },
      `arn:aws-cn:sts::${account}:federated-user/fed`,
      `arn:aws-cn:sts::${account}:federated-user/fed`,
    ],
  ])('%s has it in its ARNs', (_kind, caller, arn, principal) => {
    expect([callerArn(caller), principalArn(caller)]).toEqual([arn, principal]);
  });
});
