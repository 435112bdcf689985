import type { Statement } from '../../../access/policy/document';
import type { Capability } from '../../../integration/capabilities/capability';
import { mapStatements, misread, misreadInline, withStatement, type Hole } from './lax-world';

/** One way in which a backend enforces less than AWS, and what the canaries have to make of it. */
export interface HoleCase {
  readonly title: string;
  readonly hole: Hole;
  /** Exactly the capabilities that are absent then. */
  readonly absent: readonly Capability[];
}

const forEverybody = (Action: string): Statement => ({ Effect: 'Allow', Principal: '*', Action, Resource: '*' });
const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

export const holes: readonly HoleCase[] = [
  {
    title: 'takes every identity policy for administrator access',
    hole: {
      user: (user) => misreadInline(user, (policy) => ({ ...policy, Statement: [everything] })),
      role: (role) => misreadInline(role, (policy) => ({ ...policy, Statement: [everything] })),
    },
    absent: ['identity-policy'],
  },
  {
    title: 'reads identity policies without their denials',
    hole: {
      user: (user) =>
        misreadInline(user, (policy) => mapStatements(policy, (statement) => ({ ...statement, Effect: 'Allow' }))),
    },
    absent: ['identity-policy'],
  },
  {
    title: 'keeps no bucket policy',
    hole: { bucket: (bucket) => misread(bucket, 'policy', () => undefined) },
    absent: ['bucket-policy', 'cross-account', 'secure-transport', 'public-access-block', 'organization-policies'],
  },
  {
    title: 'opens a bucket to every account that its policy does not deny',
    hole: { bucket: (bucket) => misread(bucket, 'policy', (policy) => withStatement(policy, forEverybody('s3:*'))) },
    absent: ['cross-account'],
  },
  {
    title: 'trusts everybody where a role trusts somebody',
    hole: {
      role: (role) =>
        misread(role, 'trustPolicy', (policy) =>
          mapStatements(policy, (statement) => ({ ...statement, Principal: { AWS: '*' } })),
        ),
    },
    absent: ['trust-policy'],
  },
  {
    title: 'reads trust policies without their conditions',
    hole: {
      role: (role) =>
        misread(role, 'trustPolicy', (policy) => mapStatements(policy, ({ Condition: _, ...statement }) => statement)),
    },
    absent: ['trust-policy', 'external-id'],
  },
  {
    title: 'keeps no permissions boundary',
    hole: { user: (user) => misread(user, 'boundary', () => undefined) },
    absent: ['permissions-boundary'],
  },
  {
    title: 'lets everybody use every key',
    hole: { key: (key) => misread(key, 'policy', (policy) => withStatement(policy, forEverybody('kms:*'))!) },
    absent: ['key-policy'],
  },
  {
    title: 'blocks no public access',
    hole: { bucket: (bucket) => misread(bucket, 'publicAccessBlock', () => undefined) },
    absent: ['public-access-block'],
  },
  {
    title: 'forgets the organization of an account',
    hole: { account: (account) => misread(account, 'organization', () => undefined) },
    absent: ['organization-policies'],
  },
  {
    title: 'refuses everything that goes by an identity policy',
    hole: {
      user: (user) => misreadInline(user, (policy) => ({ ...policy, Statement: [{ ...everything, Effect: 'Deny' }] })),
    },
    // The others cannot be set up.
    absent: [
      'bucket-policy',
      'cross-account',
      'trust-policy',
      'external-id',
      'permissions-boundary',
      'secure-transport',
      'public-access-block',
      'organization-policies',
    ],
  },
];
