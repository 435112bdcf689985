import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import autocannon from 'autocannon';
import type { Serving } from './serve';
import { BODY, BUCKET, KEY } from './small-objects';

/**
 * Requests a second by a load generator, which signs nothing: it has a presigned URL.
 *
 * @param amount of requests. Each is waited for: LocalStack no longer answers for an object after some were broken off.
 * @throws Error when one fails
 */
export async function rawRate({ endpoint, keys }: Serving, method: 'GET' | 'PUT', amount: number): Promise<number> {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: keys,
    forcePathStyle: true,
    // Else the URL would hold the checksum of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const object = { Bucket: BUCKET, Key: KEY };
  const command = method === 'GET' ? new GetObjectCommand(object) : new PutObjectCommand(object);
  const url = await getSignedUrl(client, command, { expiresIn: 3600 });
  client.destroy();
  const result = await autocannon({
    url,
    method,
    connections: 10,
    amount,
    // The end is noticed when a sample is taken.
    sampleInt: 20,
    ...(method === 'PUT' && { body: BODY }),
  });
  const failed = amount - result['2xx'];
  if (failed) throw new Error(`${failed} of ${amount} ${method} requests to ${endpoint} failed`);
  return amount / result.duration;
}
