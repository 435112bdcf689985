import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Sender } from '../../integration/probe/clients';

export const BUCKET = 'bench';
export const KEY = 'k';
/** 1 KB. */
export const BODY = Buffer.alloc(1024, 'x');

/** Calls a second. @param parallel how many of them are under way at a time */
export async function rate(calls: number, parallel: number, call: () => Promise<void>): Promise<number> {
  const started = performance.now();
  let left = calls;
  const worker = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return calls / ((performance.now() - started) / 1000);
}

export async function createBucket(client: S3Sender): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
}

export async function put(client: S3Sender): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: BODY }));
}

export async function get(client: S3Sender): Promise<void> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: KEY }));
  await Body?.transformToByteArray();
}
