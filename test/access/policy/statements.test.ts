import { expect, test } from '@jest/globals';
import type { Statement } from '../../../access/policy/document';
import { statementLabel } from '../../../access/policy/statements';

const statement: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

test.each([
  ['its Sid', { ...statement, Sid: 'Read' }, 'Read'],
  ['its position without one', statement, '#2'],
  ['its position with an empty one, which is none', { ...statement, Sid: '' }, '#2'],
])('a statement is named by %s', (_, one, label) => {
  expect(statementLabel(one, 2)).toBe(label);
});
