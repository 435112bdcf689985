import { describe, expect, it } from '@jest/globals';
import { AccessRole } from '../../modules/access-role';
import { ConsumerRole, type ConsumerRoleProps } from '../../modules/consumer-role';
import { readPolicy, trustOf } from './policies';
import { only, policyOf, synthStack } from './synth-stack';

const ci = { AWS: 'arn:aws:iam::222222222222:root' };
const inline = { name: 'access', document: readPolicy };

const consumer = (props: Partial<ConsumerRoleProps> = {}) =>
  synthStack((stack) => {
    new ConsumerRole(stack, 'reader', { roleName: 'reader', trustPolicy: trustOf(ci), policy: inline, ...props });
  });

describe('ConsumerRole', () => {
  it('has its path, its trust and one inline policy', () => {
    const json = consumer({ path: '/team/' });
    const { assume_role_policy, ...role } = only(json, 'aws_iam_role');
    expect(role).toEqual({ name: 'reader', path: '/team/', max_session_duration: 3600 });
    expect(policyOf(assume_role_policy)).toEqual(trustOf(ci));
    const { policy, ...rolePolicy } = only(json, 'aws_iam_role_policy');
    expect(rolePolicy).toEqual({ name: 'access', role: '${aws_iam_role.reader.name}' });
    expect(policyOf(policy)).toEqual(readPolicy);
  });

  it('gets an instance profile where EC2 may assume it, and nowhere else unless told', () => {
    const profile = { name: 'reader', path: '/', role: '${aws_iam_role.reader.name}' };
    const profileOf = (props: Partial<ConsumerRoleProps>) => consumer(props).resource.aws_iam_instance_profile?.reader;
    expect(profileOf({ trustPolicy: trustOf({ Service: 'ec2.amazonaws.com' }) })).toMatchObject(profile);
    expect(profileOf({ trustPolicy: trustOf({ Service: 'ec2.amazonaws.com.cn' }) })).toMatchObject(profile);
    expect(profileOf({ trustPolicy: trustOf({ Service: 'lambda.amazonaws.com' }) })).toBeUndefined();
    expect(profileOf({})).toBeUndefined();
    expect(profileOf({ instanceProfile: true })).toMatchObject(profile);
    const ec2 = { trustPolicy: trustOf({ Service: 'ec2.amazonaws.com' }), instanceProfile: false };
    expect(profileOf(ec2)).toBeUndefined();
  });

  it.each([
    [{ roleName: 'team/reader' }, 'test/reader: role name is not one IAM accepts, got "team/reader"'],
    [{ path: 'team/' }, 'role path is not one IAM accepts, got "team/"; allowed: / or /team/'],
    [{ maxSessionDuration: 60 }, 'maximum session duration is not one IAM accepts, got 60; allowed: 3600 to 43200'],
    [{ policy: { name: 'access', document: trustOf(ci) } }, 'inline policy is not one IAM accepts'],
    [{ trustPolicy: readPolicy }, 'trust policy is not one IAM accepts'],
  ] as const)('refuses %j', (props, message) => {
    expect(() => consumer(props)).toThrow(message);
  });
});

describe('AccessRole', () => {
  it('has sessions of an hour, which is what role chaining allows', () => {
    const json = synthStack((stack) => {
      new AccessRole(stack, 'sync', { roleName: 'sync', trustPolicy: trustOf(ci), policy: inline });
    });
    expect(only(json, 'aws_iam_role').max_session_duration).toBe(3600);
    expect(json.resource).not.toHaveProperty('aws_iam_instance_profile');
  });
});
