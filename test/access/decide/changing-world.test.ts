import { expect, test } from '@jest/globals';
import type { Call } from '../../../access/call';
import { decide } from '../../../access/decide/decide';
import type { PolicyDocument } from '../../../access/policy/document';
import { createBucket } from '../../../access/world/buckets';
import { createWorld } from '../../../access/world/create';
import { sessionOf } from '../../../access/world/lookup';
import { createRole } from '../../../access/world/roles';

const producer = '111111111111';
const consumer = '222222222222';
const statement = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::lake/*' } as const;
const allowing: PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } };
const denying: PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Deny', ...statement } };

function setting() {
  const world = createWorld();
  const role = createRole(world, { account: consumer, name: 'reader', trustPolicy: allowing });
  role.inlinePolicies.set('read', allowing);
  const bucket = createBucket(world, { name: 'lake', account: producer, region: 'eu-west-1' });
  bucket.policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: consumer }, ...statement } };
  const call: Call = {
    caller: sessionOf(world, `arn:aws:iam::${consumer}:role/reader`, { sessionName: 's' }),
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::lake/x',
    resourceAccount: producer,
    context: {},
  };
  return { world, role, bucket, call };
}

test('a decision sees the world as it is now', () => {
  const { world, role, bucket, call } = setting();
  expect(decide(world, call).effect).toBe('allow');
  role.inlinePolicies.set('read', denying);
  expect(decide(world, call).effect).toBe('explicitDeny');
  role.inlinePolicies.set('read', allowing);
  delete bucket.policy;
  expect(decide(world, call).effect).toBe('implicitDeny');
});

test('the reasons of a decision are those of its moment, whenever they are asked for', () => {
  const { world, role, call } = setting();
  role.inlinePolicies.set('read', denying);
  const { effect, reasons } = decide(world, call);
  const late = decide(world, call);
  role.inlinePolicies.delete('read');
  expect([late.effect, late.reasons]).toEqual([effect, reasons]);
});

test("policies that are given instead take the place of the world's, none included", () => {
  const { world, call } = setting();
  expect(decide(world, call, { identity: [{ name: 'other', document: denying }] }).effect).toBe('explicitDeny');
  expect(decide(world, call, { resource: undefined }).effect).toBe('implicitDeny');
  expect(decide(world, call, {}).effect).toBe('allow');
});
