import { randomUUID } from 'node:crypto';
import type { ServiceName } from './exchange';

/** The ids of one request, in the form of whichever service answers. */
export class RequestIds {
  readonly uuid = randomUUID();
  private s3Id: string | undefined;
  private s3HostId: string | undefined;

  /** S3's are 16 letters and digits, those of the others UUIDs. */
  of(service: ServiceName): string {
    return service === 's3' || service === 's3control' ? (this.s3Id ??= shorten(this.uuid)) : this.uuid;
  }

  /** What S3 calls HostId: `x-amz-id-2`. */
  get hostId(): string {
    return (this.s3HostId ??= Buffer.from(this.uuid + this.uuid, 'latin1').toString('base64').slice(0, 76));
  }
}

function shorten(uuid: string): string {
  return (uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18)).toUpperCase();
}
