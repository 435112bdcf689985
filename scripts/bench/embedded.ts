import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { clients, type Clients, type S3Sender } from '../../integration/probe/clients';
import { bareServer } from './bare-server';
import { interleaved, ms, times, type Figure } from './measure';
import { BUCKET, createBucket, get, put, rate } from './small-objects';

/** The embedded AWS under the real SDK, against a bare HTTP server that answers 200 to the same calls. */
export async function embeddedAws(): Promise<Figure[]> {
  const loaded = performance.now();
  const { startEmulator } = await import('../../emulator/index.js');
  const emulator = await startEmulator();
  const keys = emulator.rootCredentials('111111111111');
  const started = performance.now() - loaded;
  const sdk = clients({ https: emulator.endpoint, http: emulator.httpEndpoint, ca: emulator.ca });
  const bare = await bareServer();
  const bareSdk = clients({ https: bare.endpoint, http: bare.endpoint });
  const ours = sdk.s3(keys, 'us-east-1', false);
  const theirs = bareSdk.s3(keys, 'us-east-1', false);
  try {
    const asked = performance.now();
    await createBucket(ours);
    const first = started + performance.now() - asked;
    await put(ours);
    await put(theirs);
    const rates = await interleaved(5, {
      putOurs: () => rate(400, 1, () => put(ours)),
      putBare: () => rate(400, 1, () => put(theirs)),
      getOurs: () => rate(400, 1, () => get(ours)),
      getBare: () => rate(400, 1, () => get(theirs)),
      manyOurs: () => rate(800, 16, () => put(ours)),
      manyBare: () => rate(800, 16, () => put(theirs)),
    });
    const compare = (what: string, our: number, their: number): Figure => ({
      what,
      measured: `${times(our / their)} (${Math.round(our)}/s of ${Math.round(their)}/s)`,
      target: '>= 0.70x',
      holds: our / their >= 0.7,
    });
    return [
      {
        what: 'embedded AWS: import, start, first signed answer',
        measured: ms(first),
        target: '<= 250 ms',
        holds: first <= 250,
      },
      compare('SDK PUT of 1 KB, sequential, against a bare server', rates.putOurs, rates.putBare),
      compare('SDK GET of 1 KB, sequential, against a bare server', rates.getOurs, rates.getBare),
      compare('SDK PUT of 1 KB, 16 in parallel, against a bare server', rates.manyOurs, rates.manyBare),
      await stream(sdk, ours),
    ];
  } finally {
    sdk.destroy();
    bareSdk.destroy();
    bare.server.close();
    await emulator.stop();
  }
}

/** One object of 1 GB in and out; the growth of this process, client included. */
async function stream(_: Clients, client: S3Sender): Promise<Figure> {
  const size = 1024 ** 3;
  const chunk = Buffer.alloc(1024 * 1024, 'y');
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  function* chunks() {
    for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
  }
  await client.send(
    new PutObjectCommand({ Bucket: BUCKET, Key: 'big', Body: Readable.from(chunks()), ContentLength: size }),
  );
  const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'big' }));
  let read = 0;
  for await (const part of Body as Readable) read += (part as Buffer).length;
  clearInterval(timer);
  if (read !== size) throw new Error(`read ${read} of ${size} bytes`);
  const grown = (peak - idle) / 1024 ** 2;
  return {
    what: 'a 1 GB object streamed in and out, memory above idle (client included)',
    measured: `${Math.round(grown)} MB`,
    target: '<= 150 MB',
    holds: grown <= 150,
  };
}
