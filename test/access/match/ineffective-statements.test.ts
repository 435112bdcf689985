import { describe, expect, test } from '@jest/globals';
import { decideWith } from '../../../access/decide/decide-with';
import type { Statement } from '../../../access/policy/document';
import { parsePolicy } from '../../../access/policy/parse';

const account = '111111111111';

/** What a key policy of one statement says to the account's root. */
function effectOf(statement: Partial<Statement>): string {
  const document = parsePolicy(
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { AWS: account }, ...statement }] }),
    'key',
  );
  const { effect } = decideWith(
    { identity: [], resource: { name: 'key policy', document }, resourceKind: 'key' },
    {
      caller: { kind: 'root', account },
      action: 'kms:Decrypt',
      resource: `arn:aws:kms:eu-west-1:${account}:key/1`,
      resourceAccount: account,
      context: {},
    },
  );
  return effect;
}

describe('statements of a key policy that KMS saves although they lack an element', () => {
  test.each([
    ['with Action and Resource', { Action: 'kms:*', Resource: '*' }, 'allow'],
    ['without Resource', { Action: 'kms:*' }, 'implicitDeny'],
    ['without Action', { Resource: '*' }, 'implicitDeny'],
    ['without either', {}, 'implicitDeny'],
  ])('%s', (_, statement, effect) => {
    expect(effectOf(statement)).toBe(effect);
  });
});
