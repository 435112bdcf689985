import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { decideWith } from '../../../access/decide/decide-with';
import type { PolicySets } from '../../../access/decide/policy-sets';
import { unknownValue } from '../../../access/policy/unknown';
import type { KeyGrant } from '../../../access/world/key';

const owner = '111111111111';
const ROLE = `arn:aws:iam::${owner}:role/reader`;
const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } as const;

const sessionIn = (account: string): Caller => ({
  kind: 'role-session',
  account,
  role: { path: '/', name: 'reader', uniqueId: 'AROAREADER' },
  sessionName: 's',
});

function grantOf(given: Partial<KeyGrant>): KeyGrant {
  return { id: 'g', granteePrincipal: ROLE, operations: ['Decrypt'], createdAt: '2026-11-24T12:00:00Z', ...given };
}

/** What a caller is told by a key whose policy is silent, with these grants. @param asked its context in lower case */
function effectOf(
  grants: readonly Partial<KeyGrant>[],
  action: string,
  asked: Readonly<Record<string, string | readonly string[]>> = {},
  caller: Caller = sessionIn(owner),
  policies: Partial<PolicySets> = {},
) {
  const resource = `arn:aws:kms:eu-west-1:${owner}:key/11111111-1111-4111-8111-111111111111`;
  const call = { caller, action, resource, resourceAccount: owner, context: asked };
  return decideWith({ identity: [], keyGrants: grants.map(grantOf), ...policies }, call).effect;
}

describe('a grant (R-KMS-2)', () => {
  test.each<[what: string, grants: Partial<KeyGrant>[], action: string, effect: string]>([
    ['allows its operation', [{}], 'kms:Decrypt', 'allow'],
    ['allows each of several', [{ operations: ['Encrypt', 'Decrypt', 'DescribeKey'] }], 'kms:Decrypt', 'allow'],
    ['allows it however the action is spelt', [{}], 'KMS:decrypt', 'allow'],
    ['allows no other operation', [{}], 'kms:Encrypt', 'implicitDeny'],
    ['allows nobody but its grantee', [{ granteePrincipal: `${ROLE}s` }], 'kms:Decrypt', 'implicitDeny'],
    ['beside one for another operation counts', [{ operations: ['Encrypt'] }, {}], 'kms:Decrypt', 'allow'],
    ['beside one for somebody else counts', [{}, { granteePrincipal: `${ROLE}s` }], 'kms:Decrypt', 'allow'],
    ['for who is not known is no allow', [{ granteePrincipal: unknownValue('role.arn') }], 'kms:Decrypt', 'unknown'],
  ])('%s', (_what, grants, action, effect) => {
    expect(effectOf(grants, action)).toBe(effect);
  });

  test('can be a service’s', () => {
    const grants = [{ granteePrincipal: 'dynamodb.amazonaws.com' }];
    expect(effectOf(grants, 'kms:Decrypt', {}, { kind: 'service', service: 'dynamodb.amazonaws.com' })).toBe('allow');
    expect(effectOf(grants, 'kms:Decrypt', {}, { kind: 'service', service: 'sqs.amazonaws.com' })).toBe('implicitDeny');
  });

  test('for another account’s role needs that role’s policies too', () => {
    const stranger = sessionIn('222222222222');
    const grants = [{ granteePrincipal: 'arn:aws:iam::222222222222:role/reader' }];
    expect(effectOf(grants, 'kms:Decrypt', {}, stranger)).toBe('implicitDeny');
    const identity = [{ name: 'all', document: everything }];
    expect(effectOf(grants, 'kms:Decrypt', {}, stranger, { identity })).toBe('allow');
  });

  test('does not stand against a Deny', () => {
    const deny = { ...everything.Statement, Effect: 'Deny' } as const;
    const identity = [{ name: 'no', document: { ...everything, Statement: deny } }];
    expect(effectOf([{}], 'kms:Decrypt', {}, sessionIn(owner), { identity })).toBe('explicitDeny');
  });
});

/** The context that a request with an encryption context has. */
const encrypted = (pairs: Readonly<Record<string, string>>) => ({
  'aws:sourceip': '203.0.113.7',
  'kms:encryptioncontextkeys': Object.keys(pairs),
  ...Object.fromEntries(Object.entries(pairs).map(([key, value]) => [`kms:encryptioncontext:${key}`, value])),
});

describe('a constraint of a grant (API_GrantConstraints)', () => {
  const IT = { Department: 'IT' };
  const both = { Department: 'IT', Team: 'lake' };

  test.each<[what: string, constraint: Partial<KeyGrant>, pairs: Readonly<Record<string, string>>, effect: string]>([
    ['Equals lets the same pairs pass', { encryptionContextEquals: both }, { department: 'IT', team: 'lake' }, 'allow'],
    ['Equals wants no more', { encryptionContextEquals: IT }, { department: 'IT', team: 'lake' }, 'implicitDeny'],
    ['Equals wants no fewer', { encryptionContextEquals: both }, { department: 'IT' }, 'implicitDeny'],
    ['Equals wants no others', { encryptionContextEquals: IT }, { team: 'lake' }, 'implicitDeny'],
    ['Equals wants the value’s own case', { encryptionContextEquals: IT }, { department: 'it' }, 'implicitDeny'],
    ['Equals wants some', { encryptionContextEquals: IT }, {}, 'implicitDeny'],
    ['Subset lets the same pairs pass', { encryptionContextSubset: IT }, { department: 'IT' }, 'allow'],
    ['Subset lets more pass', { encryptionContextSubset: IT }, { department: 'IT', team: 'lake' }, 'allow'],
    ['Subset wants all of them', { encryptionContextSubset: both }, { team: 'lake' }, 'implicitDeny'],
    ['Subset wants the value', { encryptionContextSubset: IT }, { department: 'HR' }, 'implicitDeny'],
    ['none lets any pass', {}, { team: 'lake' }, 'allow'],
  ])('%s', (_what, constraint, pairs, effect) => {
    expect(effectOf([constraint], 'kms:Decrypt', encrypted(pairs))).toBe(effect);
  });

  test.each(['DescribeKey', 'RetireGrant'])('does not apply to %s, which has no encryption context', (operation) => {
    expect(effectOf([{ operations: [operation], encryptionContextEquals: IT }], `kms:${operation}`)).toBe('allow');
    expect(effectOf([{ operations: [operation], encryptionContextSubset: IT }], `kms:${operation}`)).toBe('allow');
  });
});

describe('a grant of CreateGrant hands on no more than it has (create-grant-overview#grant-creategrant)', () => {
  const operations = ['GenerateDataKey', 'Decrypt', 'CreateGrant'];
  const constrained = (type: string, pairs: Readonly<Record<string, string>>) => ({
    ...encrypted(pairs),
    'kms:grantconstrainttype': type,
    'kms:grantoperations': ['Decrypt'],
  });
  const equal = { operations, encryptionContextEquals: { Department: 'IT' } };
  const subset = { operations, encryptionContextSubset: { Department: 'IT' } };
  const [IT, more] = [{ department: 'IT' }, { department: 'IT', team: 'lake' }];

  test.each<
    [what: string, parent: Partial<KeyGrant>, asked: Record<string, string | readonly string[]>, effect: string]
  >([
    ['some of its operations', { operations }, { 'kms:grantoperations': ['Decrypt', 'CreateGrant'] }, 'allow'],
    ['all of them', { operations }, { 'kms:grantoperations': operations }, 'allow'],
    ['no other beside', { operations }, { 'kms:grantoperations': ['Decrypt', 'Encrypt'] }, 'implicitDeny'],
    ['not what nobody names', { operations }, {}, 'implicitDeny'],
    ['a constraint more', { operations }, constrained('EncryptionContextSubset', IT), 'allow'],
    ['its Subset', subset, constrained('EncryptionContextSubset', IT), 'allow'],
    ['its Subset with pairs more', subset, constrained('EncryptionContextSubset', more), 'allow'],
    ['an Equals for its Subset', subset, constrained('EncryptionContextEquals', more), 'allow'],
    ['not without its Subset', subset, { 'kms:grantoperations': ['Decrypt'] }, 'implicitDeny'],
    ['no other Subset', subset, constrained('EncryptionContextSubset', { team: 'lake' }), 'implicitDeny'],
    ['its Equals', equal, constrained('EncryptionContextEquals', IT), 'allow'],
    ['no other Equals', equal, constrained('EncryptionContextEquals', more), 'implicitDeny'],
    ['no Subset for its Equals', equal, constrained('EncryptionContextSubset', IT), 'implicitDeny'],
    ['not without its Equals', equal, { 'kms:grantoperations': ['Decrypt'] }, 'implicitDeny'],
  ])('%s', (_what, parent, asked, effect) => {
    expect(effectOf([parent], 'kms:CreateGrant', asked)).toBe(effect);
  });
});
