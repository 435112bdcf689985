import { expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { subjectOf } from '../../../access/decide/subject';

const account = '222222222222';
const ann = { path: '/app/', name: 'ann', uniqueId: 'AIDAANN' };
const role = { path: '/app/', name: 'reader', uniqueId: 'AROAREADER' };

test.each<[text: string, caller: Caller]>([
  ['role arn:aws:iam::222222222222:role/app/reader', { kind: 'role-session', account, role, sessionName: 's' }],
  ['user arn:aws:iam::222222222222:user/app/ann', { kind: 'user', account, ...ann }],
  ['user ann of account 222222222222', { kind: 'federated-user', account, name: 'fred', byUser: ann }],
])('policies are those of %s', (text, caller) => {
  expect(subjectOf(caller)).toBe(text);
});
