import type { Keys } from '../../integration/probe/clients';

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

/** A process with the embedded AWS in it or, with a backend's URL as its argument, with a gateway to that. */
async function serve(upstream: string | undefined): Promise<void> {
  const { httpEndpoint, rootCredentials } = await (upstream === undefined
    ? (await import('../../emulator/index.js')).startEmulator()
    : (await import('../../emulator/gateway/index.js')).startGateway({ upstream, accounts: [ACCOUNT] }));
  process.on('message', () => {
    const memory: Memory = { now: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 };
    process.send!(memory);
  });
  process.on('disconnect', () => process.exit());
  const serving: Serving = { endpoint: httpEndpoint, keys: rootCredentials(ACCOUNT) };
  process.send!(serving);
}

if (require.main === module) void serve(process.argv[2]);
