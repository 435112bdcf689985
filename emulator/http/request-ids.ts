import { randomBytes, randomUUID } from 'node:crypto';
import type { ServiceName } from './exchange';

/** 60 characters. */
const HOST = randomBytes(45).toString('base64');

/** The ids of one request, in the form of whichever service answers. */
export class RequestIds {
  readonly uuid = randomUUID();
  private s3Id: string | undefined;

  /** S3's are 16 letters and digits, those of the others UUIDs. */
  of(service: ServiceName): string {
    return service === 's3' || service === 's3control' ? (this.s3Id ??= shorten(this.uuid)) : this.uuid;
  }

  /** What S3 calls HostId: `x-amz-id-2`, 76 characters. */
  get hostId(): string {
    return HOST + this.of('s3');
  }
}

function shorten(uuid: string): string {
  return (uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18)).toUpperCase();
}
