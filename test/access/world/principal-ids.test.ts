import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument, PrincipalElement, Statement } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';
import { createWorld } from '../../../access/world/create';
import { bindPrincipal, bindPrincipals, showPrincipal, showPrincipals } from '../../../access/world/principal-ids';
import { createRole } from '../../../access/world/roles';
import { createUser } from '../../../access/world/users';
import { refusalBy } from '../policy/refusal';

const account = '222222222222';
const roleArn = `arn:aws:iam::${account}:role/team/reader`;
const userArn = `arn:aws:iam::${account}:user/ann`;
const world = createWorld();
createRole(world, {
  account,
  name: 'reader',
  path: '/team/',
  trustPolicy: { Version: '2012-10-17', Statement: [] },
  uniqueId: 'AROAREADER',
});
createUser(world, { account, name: 'ann', uniqueId: 'AIDAANN' });

const statement: Statement = { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const to = (Principal: PrincipalElement): Statement => ({ ...statement, Principal });
const toAllBut = (NotPrincipal: PrincipalElement): Statement => ({ ...statement, NotPrincipal });
const policy = (...Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (R-PR-ID)
describe('one principal', () => {
  test.each([
    ['the ARN of a role', roleArn, 'AROAREADER'],
    ['the ARN of a user', userArn, 'AIDAANN'],
  ])('by %s is saved as a unique id and shown as the ARN again', (_, arn, id) => {
    expect(bindPrincipal(world, arn, 'key')).toBe(id);
    expect(showPrincipal(world, id)).toBe(arn);
  });

  test.each([
    ['the unique id of a role that there is', 'AROAREADER'],
    ['the unique id of a user that there is', 'AIDAANN'],
    ['an account', account],
    ['an account as an ARN', `arn:aws:iam::${account}:root`],
    ['a session of a role that there is', `arn:aws:sts::${account}:assumed-role/reader/any`],
    ['a federated user of an account that there is', `arn:aws:sts::${account}:federated-user/bob`],
    ['what is not known yet', unknownValue('aws_iam_role.reader.arn')],
    ['an ARN with an account that is not known yet', `arn:aws:iam::${unknownValue('account')}:role/reader`],
  ])('that is %s is saved as it is', (_, name) => {
    expect(bindPrincipal(world, name, 'key')).toBe(name);
  });

  test.each([
    ['a role that is gone', `arn:aws:iam::${account}:role/gone`],
    ['a user that is gone', `arn:aws:iam::${account}:user/gone`],
    ['the unique id of a role that is gone', 'AROAGONE'],
    ['the unique id of a user that is gone', 'AIDAGONE'],
    ['a session of a role that is gone', `arn:aws:sts::${account}:assumed-role/gone/s`],
    ['a session in an account that is not there', 'arn:aws:sts::333333333333:assumed-role/reader/s'],
    ['a federated user of an account that is not there', 'arn:aws:sts::333333333333:federated-user/bob'],
  ])('that is %s is refused', (_, name) => {
    expect(refusalBy(() => bindPrincipal(world, name, 'trust'))).toEqual({
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${name}"`,
      detail: `${name} does not exist`,
    });
  });

  test.each(['AROAGONE', 'AIDAGONE', account, roleArn, `AROAREADER:${account}`])('%s is shown as it is', (name) => {
    expect(showPrincipal(world, name)).toBe(name);
  });
});

describe('a policy', () => {
  test('has the principals of each statement bound and shown, in Principal and NotPrincipal', () => {
    const written = policy(
      to({ AWS: [roleArn, userArn], Service: 'ec2.amazonaws.com' }),
      to('*'),
      toAllBut({ AWS: userArn }),
    );
    const saved = policy(
      to({ AWS: ['AROAREADER', 'AIDAANN'], Service: 'ec2.amazonaws.com' }),
      to('*'),
      toAllBut({ AWS: 'AIDAANN' }),
    );
    expect(bindPrincipals(world, written, 'bucket')).toStrictEqual(saved);
    expect(showPrincipals(world, saved)).toStrictEqual(written);
  });

  test('is shown with the ids of those that are gone beside ARNs', () => {
    expect(showPrincipals(world, policy(to({ AWS: ['AROAGONE', 'AIDAANN'] })))).toStrictEqual(
      policy(to({ AWS: ['AROAGONE', userArn] })),
    );
  });

  test.each([
    ['of everyone', policy(to('*'))],
    ['of a service', policy(to({ Service: 'ec2.amazonaws.com' }))],
    ['of an account', policy(to({ AWS: [account, '*'] }))],
    ['of roles that are gone', policy(to({ AWS: 'AROAREADER' }), toAllBut({ AWS: ['AIDAANN'] }))],
    ['without principals', policy(statement)],
  ])('in which nothing changes is the same object, whether it is one %s', (_, document) => {
    expect(bindPrincipals(world, document, 'bucket')).toBe(document);
    expect(showPrincipals(createWorld(), document)).toBe(document);
  });
});
