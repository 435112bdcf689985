import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Sender } from '../../integration/probe/clients';
import { interleaved, type Figure } from './measure';
import { ownProcess } from './own-process';
import { sdkClient } from './sdk-client';
import { BUCKET, get, put, rate } from './small-objects';

const MB = 1024 ** 2;

/** What a gateway costs in front of a backend. @param backend has the benchmarks' bucket, with its object in it */
export async function gatewayOverhead(backend: {
  readonly endpoint: string;
  readonly s3: S3Sender;
}): Promise<Figure[]> {
  const gateway = await ownProcess({ upstream: backend.endpoint });
  const through = sdkClient(gateway);
  const direct = backend.s3;
  try {
    const rates = await interleaved(5, {
      putThrough: () => rate(1000, 1, () => put(through)),
      putDirect: () => rate(300, 1, () => put(direct)),
      getThrough: () => rate(1000, 1, () => get(through)),
      getDirect: () => rate(300, 1, () => get(direct)),
    });
    const overhead = (what: string, via: number, without: number): Figure => ({
      what: `the gateway's overhead on an SDK ${what} of 1 KB, sequential, in LocalStack's own time`,
      measured: `${((without / via - 1) * 100).toFixed(0)} % (${perCall(via)} against ${perCall(without)})`,
      target: '< 25 %',
      holds: without / via < 1.25,
    });
    for (let count = 0; count < 8; count++) await inAndOut(through, 8 * MB);
    const { peak } = await gateway.memory();
    await inAndOut(through, 64 * MB);
    const grown = ((await gateway.memory()).peak - peak) / MB;
    return [
      overhead('PUT', rates.putThrough, rates.putDirect),
      overhead('GET', rates.getThrough, rates.getDirect),
      {
        what: 'an object of 64 MB in and out through the gateway: its peak memory above that of eight of 8 MB',
        measured: `${Math.round(grown)} MB`,
        target: '<= 16 MB',
        holds: grown <= 16,
      },
    ];
  } finally {
    through.destroy();
    await gateway.stop();
  }
}

const perCall = (rate: number): string => `${(1000 / rate).toFixed(2)} ms`;

async function inAndOut(client: S3Sender, size: number): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'big', Body: Buffer.alloc(size, 'y') }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'big' }));
  const { length } = await Body!.transformToByteArray();
  if (length !== size) throw new Error(`read ${length} of ${size} bytes`);
}
