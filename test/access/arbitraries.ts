import fc from 'fast-check';
import type { PolicyDocument, Statement } from '../../access/policy/document';
import type { SimulationCase } from '../../access/simulate/simulate';

const producer = '111111111111';
const consumer = '222222222222';
const role = `arn:aws:iam::${consumer}:role/reader`;

const actions = ['s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*', '*', 's3:?etObject'];
const resources = ['arn:aws:s3:::lake/*', 'arn:aws:s3:::lake/reports/*', 'arn:aws:s3:::lake', 'arn:aws:s3:::*', '*'];
const conditions = [
  { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
  { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
  { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${consumer}:role/r*` } },
  { Null: { 's3:x-amz-acl': 'true' } },
  { 'ForAllValues:StringLike': { 'aws:TagKeys': ['a', 'b*'] } },
  { BoolIfExists: { 'aws:SecureTransport': 'true' } },
];
const principals = ['*', { AWS: consumer }, { AWS: role }, { AWS: `arn:aws:sts::${consumer}:assumed-role/reader/s` }];

const oneOrTwo = <T>(items: readonly T[]) => fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 2 });

/** A statement that AWS would save. @param withPrincipal whether of a resource-based policy */
export function statements(withPrincipal: boolean, effect = fc.constantFrom('Allow' as const, 'Deny' as const)) {
  return fc.record(
    {
      Effect: effect,
      Action: oneOrTwo(actions),
      Resource: oneOrTwo(resources),
      Condition: fc.constantFrom(...conditions),
      ...(withPrincipal && { Principal: fc.constantFrom(...principals) }),
    },
    { requiredKeys: withPrincipal ? ['Effect', 'Action', 'Resource', 'Principal'] : ['Effect', 'Action', 'Resource'] },
  ) as fc.Arbitrary<Statement>;
}

/** A document of up to three statements. */
export const documents = (withPrincipal: boolean): fc.Arbitrary<PolicyDocument> =>
  fc
    .array(statements(withPrincipal), { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ Version: '2012-10-17' as const, Statement }));

const contexts = fc.record(
  {
    'aws:PrincipalTag/team': fc.constantFrom('a', 'b'),
    's3:x-amz-server-side-encryption': fc.constantFrom('aws:kms', 'AES256'),
    'aws:TagKeys': fc.array(fc.constantFrom('a', 'bc', 'z')),
    'aws:SecureTransport': fc.constantFrom('true', 'false'),
  },
  { requiredKeys: [] },
);

/** A question of any kind of caller, in one account or across two. */
export const questions: fc.Arbitrary<SimulationCase> = fc.record(
  {
    id: fc.constant('random'),
    principal: fc.constantFrom(
      `arn:aws:sts::${consumer}:assumed-role/reader/s`,
      `arn:aws:iam::${consumer}:user/u`,
      `arn:aws:iam::${consumer}:root`,
      'anonymous',
    ),
    action: fc.constantFrom('s3:GetObject', 's3:PutObject'),
    resource: fc.constantFrom('arn:aws:s3:::lake/reports/x', 'arn:aws:s3:::lake/x'),
    resourceAccount: fc.constantFrom(producer, consumer),
    context: contexts as fc.Arbitrary<Record<string, string | string[]>>,
    identity: fc.array(documents(false), { maxLength: 2 }),
    resourcePolicy: documents(true),
    boundary: documents(false),
    session: documents(false),
    scps: fc.array(fc.array(documents(false), { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    vpce: documents(true),
  },
  { requiredKeys: ['id', 'principal', 'action', 'resource', 'resourceAccount', 'context', 'identity'] },
);
