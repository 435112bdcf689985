import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { authorize } from '../../../access/services/authorize';
import type { S3Request } from '../../../access/services/request';
import type { Bucket, BucketLogging } from '../../../access/world/bucket';
import type { World } from '../../../access/world/world';
import type { EmulatorState } from '../../state';
import type { ObjectEncryption } from '../../store/object-version';
import { DEFAULT_CHECKSUM, placeReceived } from '../place-object';

const SERVICE = 'logging.s3.amazonaws.com';
const SSE_S3: ObjectEncryption = { algorithm: 'AES256', bucketKeyEnabled: false };

/**
 * Puts log lines as one object into the log bucket. S3 delivers as best it can and tells nobody when it cannot: the
 * lines are dropped when logging was changed meanwhile, when the log bucket is gone, in another account or region, or
 * under SSE-KMS, and when its policy does not let the service put them.
 *
 * @param source the name of the bucket that was logged
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export async function deliverLog(
  state: EmulatorState,
  source: string,
  { targetBucket, targetPrefix }: BucketLogging,
  lines: readonly string[],
): Promise<void> {
  const { world } = state;
  const bucket = world.buckets.get(source);
  const target = world.buckets.get(targetBucket);
  if (!bucket || !target || target.account !== bucket.account || target.region !== bucket.region) return;
  if (bucket.logging?.targetBucket !== targetBucket || bucket.logging.targetPrefix !== targetPrefix) return;
  if (target.encryption.algorithm !== 'AES256') return;
  const now = state.clock();
  const key = `${targetPrefix}${now.toISOString().slice(0, 19).replace(/[T:]/g, '-')}-${uniqueString()}`;
  if (!mayPut(world, bucket, target, key, now)) return;

  const body = Buffer.from(`${lines.join('\n')}\n`);
  const received = await state.objects.receive(Readable.from([body]), [DEFAULT_CHECKSUM], Infinity);
  if (world.buckets.get(targetBucket) !== target) return state.objects.discard(received.content);
  await placeReceived(state, target, key, received, SSE_S3);
}

/** 16 hex digits. */
const uniqueString = (): string => randomBytes(8).toString('hex').toUpperCase();

/** Asks the engine as the service does: in the name of the logged bucket and of its owner. */
function mayPut(world: World, bucket: Bucket, target: Bucket, key: string, now: Date): boolean {
  const partition = world.accounts.get(bucket.account)?.partition ?? 'aws';
  const request: S3Request = {
    service: 's3',
    operation: 'PutObject',
    bucket: target.name,
    key,
    query: {},
    headers: {},
    caller: { kind: 'service', service: SERVICE },
    sourceArn: `arn:${partition}:s3:::${bucket.name}`,
    sourceAccount: bucket.account,
    connection: {
      secure: true,
      tlsVersion: '1.3',
      sourceIp: '127.0.0.1',
      time: now.toISOString(),
      region: target.region,
      authType: 'REST-HEADER',
    },
  };
  return authorize(world, request).effect === 'allow';
}
