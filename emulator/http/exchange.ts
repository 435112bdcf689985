import type { Readable } from 'node:stream';
import type { Caller } from '../../access/caller';
import type { Connection } from '../../access/services/request';

export type ServiceName = 's3' | 's3control' | 'sts' | 'iam' | 'iam-toolbox' | 'kms';

/** One request after its signature was checked: who calls is settled, what they may do is not. */
export interface AwsRequest {
  /** The request id that the answer carries. */
  readonly id: string;
  readonly service: ServiceName;
  readonly method: string;
  /** Percent-encoded, as sent. */
  readonly path: string;
  /** Decoded; a parameter without value is ''. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly connection: Connection;
  readonly body: RequestBody;
  /** Trailing headers of an aws-chunked body, each proven; complete once {@link body} was read. */
  readonly trailers?: Readonly<Record<string, string>>;
  /** The length of {@link body}, when the client said it. */
  readonly contentLength?: number;
  /** Reads all of {@link body}, once; a further call gives the same text. @param limit in bytes; throws MaxMessageLengthExceeded beyond. @default 1 MiB */
  text(limit?: number): Promise<string>;
}

/**
 * A request's content with aws-chunked framing taken off, to be read once. It is verified while it is read: a wrong
 * digest, chunk signature or trailing checksum ends it with an {@link AwsError}, so act on it only after its end.
 */
export interface RequestBody {
  /** Holds little of it at a time. */
  stream(): Readable;
  /** All of it. @param limit in bytes; rejects with MaxMessageLengthExceeded beyond */
  whole(limit: number): Promise<Buffer>;
}

/** What a service answers. A stream is piped; text and buffers are sent with their length. */
export interface AwsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readable;
}

/**
 * An answer that refuses: thrown anywhere in a service, written by the HTTP layer in that service's own format. It is no
 * fault, and has no stack trace, which would take a tenth of the time of a refusal.
 */
export class AwsError extends Error {
  /**
   * @param code AWS's error code, e.g. `NoSuchKey`
   * @param status the HTTP status
   * @param message AWS's text
   * @param details further elements of the error document (S3: `BucketName`, `Key`, …)
   */
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly details: Readonly<Record<string, string>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'AwsError';
  }
}
