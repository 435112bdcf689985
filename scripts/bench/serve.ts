import type { Keys } from '../../integration/probe/clients';
import { keepCompiled } from '../compile-cache';

/** What a process that serves tells first. */
export interface Serving {
  readonly endpoint: string;
  readonly keys: Keys;
}

/** What it answers to any message: its resident memory, in bytes. */
export interface Memory {
  readonly now: number;
  /** The most it has been. */
  readonly peak: number;
}

/** The account in whose name everything is done. */
export const ACCOUNT = '111111111111';

/** What a process can have in it. */
export type Served = 'embedded' | 'bare' | { readonly upstream: string };

async function start(served: Served): Promise<Serving> {
  // As every command does.
  keepCompiled();
  if (served === 'bare') {
    const { endpoint } = await (require('./bare-server') as typeof import('./bare-server')).bareServer();
    return { endpoint, keys: { accessKeyId: ACCOUNT, secretAccessKey: 'none' } };
  }
  const { httpEndpoint, rootCredentials } = await (served === 'embedded'
    ? (require('../../emulator/index') as typeof import('../../emulator/index')).startEmulator()
    : (require('../../emulator/gateway/index') as typeof import('../../emulator/gateway/index')).startGateway({
        ...served,
        accounts: [ACCOUNT],
      }));
  return { endpoint: httpEndpoint, keys: rootCredentials(ACCOUNT) };
}

async function serve(served: Served): Promise<void> {
  const serving = await start(served);
  process.on('message', () => {
    const memory: Memory = { now: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 };
    process.send!(memory);
  });
  process.on('disconnect', () => process.exit());
  process.send!(serving);
}

if (require.main === module) void serve(JSON.parse(process.argv[2]!) as Served);
