import { expect, test } from '@jest/globals';
import { accountOf } from '../../../access/lint/account-of';

test.each([
  ['an account', '222222222222', '222222222222'],
  ['the root of an account', 'arn:aws:iam::222222222222:root', '222222222222'],
  ['a role whose name is a number', 'arn:aws:iam::222222222222:role/333333333333', '222222222222'],
  ['a session', 'arn:aws:sts::222222222222:assumed-role/reader/session', '222222222222'],
  ['everyone', '*', undefined],
  ['a role that was deleted', 'AROAEXAMP222222222222', undefined],
  ['an identity of CloudFront', 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2', undefined],
  ['an ARN with too long an account', 'arn:aws:iam::2222222222223:root', undefined],
])('%s is of the account that its name says: %s', (_what, name, account) => {
  expect(accountOf(name)).toBe(account);
});
