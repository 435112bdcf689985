import { S3Client } from '@aws-sdk/client-s3';
import type { Serving } from './serve';
import { get, put, rate } from './small-objects';

/** What an SDK client in a process of its own is asked to do. */
export interface Load {
  readonly call: 'get' | 'put';
  readonly calls: number;
  readonly parallel: number;
}

/** The SDK's client as a user makes it. */
export function sdkClient({ endpoint, keys }: Serving): S3Client {
  return new S3Client({ endpoint, region: 'us-east-1', credentials: keys, forcePathStyle: true });
}

/** Answers each load when it is done. */
function serve(serving: Serving): void {
  const client = sdkClient(serving);
  process.on('message', ({ call, calls, parallel }: Load) => {
    void rate(calls, parallel, () => (call === 'put' ? put : get)(client)).then((done) => process.send!(done));
  });
  process.on('disconnect', () => process.exit());
  process.send!('ready');
}

if (require.main === module) serve(JSON.parse(process.argv[2]!) as Serving);
