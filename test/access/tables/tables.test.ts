import { describe, expect, test } from '@jest/globals';
import { S3_OPERATIONS } from '../../../access/services/s3/operations';
import type { S3OperationRow } from '../../../access/services/s3/operation-row';
import { actionsMatching, SERVICE_TABLES, serviceTable } from '../../../access/tables/actions';
import { mayNameResource } from '../../../access/tables/arn-overlap';
import { actionHasKey, conditionKey, lacksName } from '../../../access/tables/keys';

const namesOf = (pattern: string) => actionsMatching(pattern)?.map(({ name }) => name);

describe('the actions that a pattern stands for', () => {
  test.each([
    ['s3:GetObject', ['GetObject']],
    ['S3:getobject', ['GetObject']],
    ['s3:ListBucket*', ['ListBucket', 'ListBucketMultipartUploads', 'ListBucketVersions']],
    ['s3:?etBucketAbac', ['GetBucketAbac']],
    ['sts:AssumeRole', ['AssumeRole']],
    ['s3:HeadObject', []],
    ['s3:Head*', []],
  ])('%s: %j', (pattern, names) => {
    expect(namesOf(pattern)).toEqual(names);
  });

  test.each(['*', 'dynamodb:GetItem', 's*:GetObject', '*:*', 'GetObject', 's3x', 'kms*', ''])(
    'of %s nothing can be said',
    (pattern) => {
      expect(namesOf(pattern)).toBeUndefined();
    },
  );

  test('are all of a service under its own star', () => {
    for (const { prefix, actions } of SERVICE_TABLES) {
      expect(namesOf(`${prefix}:*`)).toEqual(Object.keys(actions));
    }
  });
});

test('types of resource and keys of actions and resources are all listed', () => {
  for (const { actions, resources, keys } of SERVICE_TABLES) {
    const rows = [...Object.values(actions), ...Object.values(resources)];
    expect(Object.values(actions).flatMap(({ on }) => on.filter((type) => !resources[type]))).toEqual([]);
    expect(rows.flatMap((row) => row.keys.filter((key) => !keys[key]))).toEqual([]);
  }
});

test('every action that an S3 operation needs is in the table', () => {
  const needed = Object.values(S3_OPERATIONS as Readonly<Record<string, S3OperationRow>>).flatMap(
    ({ actions, versionActions = [], tagActions = [], extras = [], kms }) => [
      ...[...actions, ...versionActions, ...tagActions, ...extras.flatMap((extra) => extra.actions)].map((action) =>
        action.includes(':') ? action : `s3:${action}`,
      ),
      ...(kms?.actions ?? []).map((action) => `kms:${action}`),
    ],
  );
  expect(needed.length).toBeGreaterThan(100);
  // Those of S3 Tables have no table.
  const listed = needed.filter((action) => actionsMatching(action) !== undefined);
  expect([...new Set(listed)].filter((action) => actionsMatching(action)!.length !== 1)).toEqual([]);
});

describe('condition keys', () => {
  test.each([
    ['AWS:principalorgid', 'aws:PrincipalOrgID', 'String'],
    ['s3:x-amz-acl', 's3:x-amz-acl', 'String'],
    ['s3:ExistingObjectTag/class', 's3:ExistingObjectTag/<key>', 'String'],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:EncryptionContext:${EncryptionContextKey}', 'String'],
    ['kms:RecipientAttestation:PCR31', 'kms:RecipientAttestation:${Measurement}', 'String'],
    ['aws:RequestTag/team', 'aws:RequestTag/${TagKey}', 'String'],
    ['aws:SourceIp', 'aws:SourceIp', 'IPAddress'],
    ['GitHub.com/enterprises/acme:actor', 'github.com/enterprises/${EnterpriseName}:actor', 'String'],
    ['github.com/enterprises/acme:ref', 'github.com/enterprises/${EnterpriseName}:ref', 'String'],
    ['aws:PrincipalOrgPaths', 'aws:PrincipalOrgPaths', 'ArrayOfString'],
  ])('%s is %s, of the type %s', (written, name, type) => {
    expect(conditionKey(written)).toEqual({ name, type });
  });

  test.each([
    's3:x-acl',
    's3:ExistingObjectTag',
    's3:ExistingObjectTag/',
    'prefix',
    'aws:Nothing',
    'github.com/enterprises/:actor',
    'github.com/enterprises/acme:nothing',
  ])('%s is none', (name) => {
    expect(conditionKey(name)).toBeUndefined();
  });

  test('of tags need the name of one', () => {
    expect(['aws:RequestTag', 's3:ExistingObjectTag/', 'kms:EncryptionContext'].map(lacksName)).toEqual([
      true,
      true,
      true,
    ]);
    const others = ['aws:RequestTag/team', 's3:prefix', 'github.com/enterprises'];
    expect(others.map(lacksName)).toEqual([false, false, false]);
  });

  test('are of an action, or of a resource that it is on', () => {
    const [list] = actionsMatching('s3:ListBucket')!;
    const [get] = actionsMatching('s3:GetObject')!;
    expect([list!, get!].map((action) => actionHasKey(action, conditionKey('s3:prefix')!))).toEqual([true, false]);
    expect(actionHasKey(get!, conditionKey('s3:DataAccessPointAccount')!)).toBe(true);
  });
});

describe('a policy string and the ARNs of a type', () => {
  const { bucket, object, accesspoint } = serviceTable('s3')!.resources;
  const { key, alias } = serviceTable('kms')!.resources;
  const { role } = serviceTable('iam')!.resources;
  test.each([
    ['*', bucket, true],
    ['arn:aws:s3:::acme', bucket, true],
    ['arn:aws:s3:::acme', object, false],
    ['arn:aws:s3:::acme/', object, false],
    ['arn:aws:s3:::acme/?', object, true],
    ['arn:aws:s3:::acme/*', object, true],
    ['arn:aws:s3:::acme/*', bucket, false],
    ['arn:aws:s3:::acme*', object, true],
    ['arn:aws:s3:::${aws:username}', object, true],
    ['arn:aws:s3:::a${*}b', bucket, true],
    ['arn:aws:s3:eu-west-1:111111111111:acme', bucket, false],
    ['arn:aws:s3:eu-west-1:111111111111:accesspoint/in', accesspoint, true],
    ['\uE000aws_s3_bucket.data.arn\uE001', bucket, true],
    ['\uE000aws_s3_bucket.data.arn\uE001/*', bucket, false],
    ['arn:aws:kms:*:111111111111:key/*', key, true],
    ['arn:aws:kms:*:111111111111:key/*', alias, false],
    ['arn:aws:kms:*', key, true],
    ['arn:aws:kms:eu-west-1:111111111111:alias/data', key, false],
    ['arn:aws:iam::111111111111:role/team/reader', role, true],
    ['arn:*:iam::*:role', role, false],
    ['arn:aws:iam::111111111111:rol?/reader', role, true],
    ['arn:aws:iam::111111111111:ro?/reader', role, false],
    ['arn:aws:iam::111111111111:rol*e/reader', role, true],
    ['arn:aws:iam::111111111111:rol${*}/reader', role, false],
    ['arn:aws:iam::111111111111:rol${aws:username}/reader', role, true],
    ['arn:aws:iam::111111111111:role/*', role, true],
    ['arn:aws:iam*::111111111111:role/reader', role, true],
    ['other:aws:s3:::acme', bucket, false],
    ['arn:aws:s3:::acme:a', bucket, false],
    ['arn:aws:s3:::acme/a:b', object, true],
  ])('%s', (pattern, type, expected) => {
    expect(mayNameResource(pattern, type!.arn)).toBe(expected);
  });

  test('stars do not multiply', () => {
    expect(mayNameResource(`arn:aws:s3:::${'*a'.repeat(500)}b`, object!.arn)).toBe(true);
  });
});
