import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../../access/policy/document';
import { createAccessPoint, tryFindAccessPoint } from '../../../access/world/access-points';
import { createWorld, ensureAccount } from '../../../access/world/create';
import { sessionOf, tryFindKey, tryFindRole, tryFindUser, userCaller } from '../../../access/world/lookup';
import { createRole } from '../../../access/world/roles';
import { createUser } from '../../../access/world/users';
import type { World } from '../../../access/world/world';

const account = '222222222222';
const trustPolicy: PolicyDocument = { Version: '2012-10-17', Statement: [] };
const role = (name: string, path = '/', uniqueId = 'AROAROLE') => ({ account, name, path, trustPolicy, uniqueId });

describe('a role and a user of one name', () => {
  const world = createWorld();
  createRole(world, role('ann', '/team/'));
  createUser(world, { account, name: 'ann', path: '/team/', uniqueId: 'AIDAUSER' });

  test('are each found by their own ARN', () => {
    expect(tryFindRole(world, `arn:aws:iam::${account}:role/team/ann`)?.uniqueId).toBe('AROAROLE');
    expect(tryFindUser(world, `arn:aws:iam::${account}:user/team/ann`)?.uniqueId).toBe('AIDAUSER');
  });

  test.each([
    ["the user's ARN finds no role", tryFindRole, `arn:aws:iam::${account}:user/team/ann`],
    ["the role's ARN finds no user", tryFindUser, `arn:aws:iam::${account}:role/team/ann`],
    ['an ARN of another service finds nothing', tryFindRole, `arn:aws:sts::${account}:role/team/ann`],
    ['an ARN of another account finds nothing', tryFindRole, 'arn:aws:iam::333333333333:role/team/ann'],
    ['an ARN without an account finds nothing', tryFindRole, 'arn:aws:iam:::role/team/ann'],
    ['a text that is no ARN finds nothing', tryFindUser, 'ann'],
  ])('%s', (_, find: (from: World, arn: string) => unknown, arn) => {
    expect(find(world, arn)).toBeUndefined();
  });
});

describe('the session of a role', () => {
  const sessionIn = (path: string) => {
    const world = createWorld();
    createRole(world, role('reader', path));
    return sessionOf(world, `arn:aws:iam::${account}:role${path}reader`, { sessionName: 's' });
  };

  test('has no MFA and no tags unless it is given some', () => {
    expect(sessionIn('/')).toStrictEqual({
      kind: 'role-session',
      account,
      partition: 'aws',
      role: { path: '/', name: 'reader', uniqueId: 'AROAROLE' },
      sessionName: 's',
      mfa: false,
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
  test('is service-linked by the path that AWS keeps for such roles', () => {
    const serviceLinked = { path: '/aws-service-role/ecs.amazonaws.com/', name: 'reader', uniqueId: 'AROAROLE' };
    expect(sessionIn(serviceLinked.path).role).toStrictEqual({ ...serviceLinked, serviceLinked: true });
    expect(sessionIn('/team/aws-service-role/').role).toStrictEqual({
      path: '/team/aws-service-role/',
      name: 'reader',
      uniqueId: 'AROAROLE',
    });
  });
});

describe('the caller that a user is', () => {
  const callerOf = (tags: Record<string, string>) => {
    const world = createWorld();
    const user = createUser(world, { account, name: 'ann', path: '/team/', uniqueId: 'AIDAUSER', tags });
    return userCaller(ensureAccount(world, account), user);
  };
  const ann = { kind: 'user', account, partition: 'aws', path: '/team/', name: 'ann', uniqueId: 'AIDAUSER' };

  test("has the user's tags", () => expect(callerOf({ team: 'a' })).toStrictEqual({ ...ann, tags: { team: 'a' } }));
  test('has no tags when the user has none', () => expect(callerOf({})).toStrictEqual(ann));
});

test('no key is found in an account that the world does not have', () => {
  expect(tryFindKey(createWorld(), 'alias/lake', { account, region: 'eu-west-1' })).toBeUndefined();
});

describe('an access point', () => {
  const arn = `arn:aws:s3:eu-west-1:${account}:accesspoint/in`;
  const point = { name: 'in', account, region: 'eu-west-1', bucket: 'acme' };
  const world = createWorld();
  const made = createAccessPoint(world, point);

  test('is open to the Internet unless it is made for a VPC', () => {
    expect(createAccessPoint(createWorld(), point)).toEqual({ ...point, arn, networkOrigin: 'Internet' });
    expect(createAccessPoint(createWorld(), { ...point, networkOrigin: 'VPC' }).networkOrigin).toBe('VPC');
  });

  test.each([arn, `${arn}/object/reports/1.csv`])('is found by %s', (named) => {
    expect(tryFindAccessPoint(world, named)).toBe(made);
  });

  test.each([
    ['a bucket', 'arn:aws:s3:::acme'],
    ['another point', `${arn}2`],
    ['an account that is not in the world', arn.replace(account, '333333333333')],
    ['a point behind other text', `x${arn}`],
  ])('is not found by the ARN of %s', (_, named) => {
    expect(tryFindAccessPoint(world, named)).toBeUndefined();
  });

  test('is not found in an account that has none', () => {
    const other = createWorld();
    ensureAccount(other, account);
    expect(tryFindAccessPoint(other, arn)).toBeUndefined();
  });
});
