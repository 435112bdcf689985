import { expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { namesOf, type CallerName } from '../../../access/match/caller-names';
import { DELEGATE, FINAL, ROLE } from '../../../access/match/strength';

const account = '111111111111';
const accountNames = (partition = 'aws'): CallerName[] => [
  { name: account, strength: DELEGATE },
  { name: `arn:${partition}:iam::${account}:root`, strength: DELEGATE },
];
const exemptAccount = (partition = 'aws') => accountNames(partition).map(({ name }) => name);

const callers: readonly (readonly [what: string, caller: Caller, names: ReturnType<typeof namesOf>])[] = [
  ['an anonymous caller has none', { kind: 'anonymous' }, { aws: [], exemptions: [] }],
  [
    'a service has its own',
    { kind: 'service', service: 'logging.s3.amazonaws.com' },
    { aws: [], service: 'logging.s3.amazonaws.com', exemptions: [['logging.s3.amazonaws.com']] },
  ],
  [
    'the root user has those of its account',
    { kind: 'root', account },
    { aws: accountNames(), exemptions: [exemptAccount()] },
  ],
  [
    'a user has its ARN with its path and its unique id, which are equally strong',
    { kind: 'user', account, path: '/team/', name: 'ann', uniqueId: 'AIDAANN' },
    {
      aws: [
        { name: `arn:aws:iam::${account}:user/team/ann`, strength: FINAL },
        { name: 'AIDAANN', strength: FINAL },
        ...accountNames(),
      ],
      exemptions: [exemptAccount(), [`arn:aws:iam::${account}:user/team/ann`, 'AIDAANN']],
    },
  ],
  [
    'a session has its ARN without a path, and the two names of its role',
    {
      kind: 'role-session',
      account,
      partition: 'aws-cn',
      role: { path: '/app/', name: 'reader', uniqueId: 'AROAREADER' },
      sessionName: 's',
    },
    {
      aws: [
        { name: `arn:aws-cn:sts::${account}:assumed-role/reader/s`, strength: FINAL },
        { name: `arn:aws-cn:iam::${account}:role/app/reader`, strength: ROLE },
        { name: 'AROAREADER', strength: ROLE },
        ...accountNames('aws-cn'),
      ],
      exemptions: [
        exemptAccount('aws-cn'),
        [`arn:aws-cn:iam::${account}:role/app/reader`, 'AROAREADER'],
        [`arn:aws-cn:sts::${account}:assumed-role/reader/s`],
      ],
    },
  ],
  [
    'a federated user has its ARN, and the two names of the user that made it',
    {
      kind: 'federated-user',
      account,
      name: 'fed',
      byUser: { path: '/team/', name: 'ann', uniqueId: 'AIDAANN' },
    },
    {
      aws: [
        { name: `arn:aws:sts::${account}:federated-user/fed`, strength: FINAL },
        { name: `arn:aws:iam::${account}:user/team/ann`, strength: ROLE },
        { name: 'AIDAANN', strength: ROLE },
        ...accountNames(),
      ],
      exemptions: [
        exemptAccount(),
        [`arn:aws:iam::${account}:user/team/ann`, 'AIDAANN'],
        [`arn:aws:sts::${account}:federated-user/fed`],
      ],
    },
  ],
];

test.each(callers)('of the names by which a Principal element can mean a caller, %s', (_what, caller, names) => {
  expect(namesOf(caller)).toStrictEqual(names);
});

test('the names of a caller are worked out once', () => {
  const caller: Caller = { kind: 'root', account };
  expect(namesOf(caller)).toBe(namesOf(caller));
});
