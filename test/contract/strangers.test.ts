import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { checksOf } from '../../contract/checks';
import { loadPairs } from '../../contract/load';
import { strangersIn } from '../../contract/strangers';

const [pair] = loadPairs([join(__dirname, '..', '..', 'pairs', 'lake-to-analytics.yaml')]);
const lake = pair!;

/** A stack with one policy. */
const stack = (statement: object): string =>
  JSON.stringify({
    resource: { aws_s3_bucket_policy: { data: { policy: JSON.stringify({ Statement: [statement] }) } } },
  });

describe('what stacks name and their pair does not', () => {
  test.each([
    [
      'an account',
      { Principal: { AWS: 'arn:aws:iam::555555555555:root' } },
      { roles: ['arn:aws:iam::555555555555:role/crossbucket-other'] },
    ],
    [
      'an account by its id',
      { Principal: { AWS: '555555555555' } },
      { roles: ['arn:aws:iam::555555555555:role/crossbucket-other'] },
    ],
    [
      'a role',
      { Principal: { AWS: ['arn:aws:iam::222222222222:role/a/b'] } },
      { roles: ['arn:aws:iam::222222222222:role/a/b'] },
    ],
    [
      'a session',
      { Principal: { AWS: 'arn:aws:sts::222222222222:assumed-role/b/s' } },
      { roles: ['arn:aws:iam::222222222222:role/b'] },
    ],
    [
      'a user',
      { Principal: { AWS: 'arn:aws:iam::111111111111:user/eve' } },
      { users: ['arn:aws:iam::111111111111:user/eve'] },
    ],
    ['a service', { Principal: { Service: 'states.amazonaws.com' } }, { services: ['states.amazonaws.com'] }],
    [
      'roles by a wildcard',
      { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/analytics-*' } } },
      { roles: ['arn:aws:iam::222222222222:role/analytics-crossbucket-wild'] },
    ],
    [
      'a role of any account',
      { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/analytics-reader' } } },
      { roles: ['arn:aws:iam::999999999999:role/analytics-reader'] },
    ],
    [
      'another prefix',
      { Resource: 'arn:aws:s3:::acme-lake-exports/payroll/*' },
      { keys: ['payroll/crossbucket-wild'] },
    ],
    ['another prefix by a wildcard', { Resource: 'arn:aws:s3:::acme-*/p?/${aws:username}' }, { keys: ['px/x'] }],
    ['another listing', { Condition: { StringLike: { 'S3:Prefix': ['pay*'] } } }, { keys: ['paycrossbucket-wild'] }],
    ['another operation', { Action: 's3:GetBucketCORS' }, { operations: ['GetBucketCors'] }],
    ['other operations by a wildcard', { Action: 's3:GetObjectTag*' }, { operations: ['GetObjectTagging'] }],
  ])('%s', (_, statement, found) => {
    expect(strangersIn(lake, [stack(statement)])).toMatchObject(found);
  });

  test('nothing where the pair names all of it', () => {
    const known = {
      Principal: {
        AWS: ['arn:aws:iam::222222222222:root', 'arn:aws:iam::222222222222:role/ci'],
        Service: 'ec2.amazonaws.com',
      },
      Action: ['s3:GetObject', 's3:*'],
      Resource: [
        'arn:aws:s3:::acme-lake-exports',
        'arn:aws:s3:::acme-lake-exports/*',
        'arn:aws:s3:::acme-lake-exports/daily/*',
      ],
      Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/analytics-reader' } },
    };
    const { made, ...strangers } = strangersIn(lake, [stack(known)]);
    expect(strangers).toEqual({ roles: [], users: [], services: [], keys: [], operations: [] });
    expect([...made]).toEqual([]);
  });

  test('is looked for in data sources as well', () => {
    const data = {
      data: {
        aws_iam_policy_document: {
          p: {
            statement: [
              {
                principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::555555555555:root'] }],
                condition: [{ test: 'StringLike', variable: 's3:prefix', values: ['secret/*'] }],
              },
            ],
          },
        },
      },
    };
    expect(strangersIn(lake, [JSON.stringify(data)])).toMatchObject({
      roles: ['arn:aws:iam::555555555555:role/crossbucket-other'],
      keys: ['secret/crossbucket-wild'],
    });
  });

  test('tells which roles the stacks make themselves', () => {
    const json = { resource: { aws_iam_role: { x: { name: 'x', path: '/p/' } } } };
    expect(strangersIn(lake, [JSON.stringify(json)]).made).toContain('arn:aws:iam::222222222222:role/p/x');
  });

  test('adds must-nots for each of it, and changes nothing else', () => {
    const before = checksOf(lake).map(({ id }) => id);
    const strangers = strangersIn(lake, [stack({ Principal: { AWS: 'arn:aws:iam::222222222222:user/eve' } })]);
    const added = checksOf(lake, strangers).filter(({ id }) => !before.includes(id));
    expect(checksOf(lake, strangers).map(({ id }) => id)).toEqual(expect.arrayContaining(before));
    expect(new Set(added.map(({ expect: expected }) => expected))).toEqual(new Set(['deny']));
    expect(added.map(({ id }) => id)).toContain(
      'analytics-reader/read-by(arn:aws:iam::222222222222:user/eve)/producer',
    );
  });
});
