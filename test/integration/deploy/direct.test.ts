import { expect, test } from '@jest/globals';
import { createWorld } from '../../../access/world/create';
import type { Pair } from '../../../contract/pair';
import { deployDirect } from '../../../integration/deploy/direct';
import { StackFileError, type StackFile } from '../../../integration/deploy/stack-files';

const empty: StackFile = { id: 'p-consumer', account: '222222222222', region: 'eu-west-1', json: {} };

function deploy(json: unknown): () => void {
  const producer: StackFile = { id: 'p-producer', account: '111111111111', region: 'eu-west-1', json };
  return () => deployDirect(createWorld(), { pair: {} as Pair, consumer: empty, producer });
}

test('a stack that cannot be read is wrong input: its id, the resource and what to do', () => {
  const json = { resource: { aws_s3_access_point: { x: {} } } };
  expect(deploy(json)).toThrow(StackFileError);
  expect(deploy(json)).toThrow(
    /^stack p-producer: aws_s3_access_point\.x: .*; allowed: .*; say the same with one of these/,
  );
});

test("a policy that AWS would refuse is wrong input: its id, AWS's words, and where it stands", () => {
  const policy =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:role/gone"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-data/*"}]}';
  const json = { resource: { aws_s3_bucket: { b: { bucket: 'acme-data', policy } } } };
  expect(deploy(json)).toThrow(StackFileError);
  expect(deploy(json)).toThrow(
    /^stack p-producer: Invalid principal in policy \(MalformedPolicy; aws_s3_bucket\.b\.policy: /,
  );
});
