import type { BucketLogging } from '../../../access/world/bucket';
import type { Answered } from '../../http/request-handler';
import type { EmulatorState } from '../../state';
import { deliverLog } from './deliver';
import { logLine } from './log-line';

/** Milliseconds after which lines are delivered; S3 itself takes hours. */
const DELAY = 5000;
/** Characters of lines after which they are delivered at once. */
const BATCH = 1024 * 1024;

interface Batch {
  readonly source: string;
  readonly logging: BucketLogging;
  readonly lines: string[];
  size: number;
}

/**
 * Gathers the server access logs of all buckets that have logging on, and delivers them in batches. What the service
 * itself puts into a log bucket is not a request and makes no line.
 */
export class AccessLogs {
  private batches = new Map<string, Batch>();
  private delivered: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param onFault told of what kept a log from being written
   * @param delay in milliseconds
   */
  constructor(
    private readonly state: EmulatorState,
    private readonly onFault: (error: unknown) => void,
    private readonly delay = DELAY,
  ) {}

  /** Takes note of a request that is about to be answered; of a bucket without logging nothing is kept. */
  note(answered: Answered): void {
    const { service, path } = answered.request;
    if (service !== 's3') return;
    const slash = path.indexOf('/', 1);
    const source = slash < 0 ? path.slice(1) : path.slice(1, slash);
    const { world } = this.state;
    const bucket = world.buckets.get(source);
    if (!bucket?.logging) return;
    const line = logLine(world, bucket, slash < 0 ? '' : path.slice(slash + 1), answered, this.state.clock());
    const batch = this.batchFor(source, bucket.logging);
    batch.lines.push(line);
    batch.size += line.length;
    if (batch.size > BATCH) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), this.delay).unref();
  }

  /** Delivers what was gathered. @returns when it is there */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batches = this.batches;
    this.batches = new Map();
    // One after the other, so that logs appear in the order of their requests.
    for (const { source, logging, lines } of batches.values()) {
      this.delivered = this.delivered.then(() => deliverLog(this.state, source, logging, lines)).catch(this.onFault);
    }
    return this.delivered;
  }

  private batchFor(source: string, logging: BucketLogging): Batch {
    const id = JSON.stringify([source, logging.targetBucket, logging.targetPrefix]);
    let batch = this.batches.get(id);
    if (!batch) this.batches.set(id, (batch = { source, logging, lines: [], size: 0 }));
    return batch;
  }
}
