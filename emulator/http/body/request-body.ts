import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { AwsError, type RequestBody } from '../exchange';
import type { BodyDecoder } from './decoder';
import { follow } from './follow';
import { PlainBody } from './plain';
import { VerifiedBody } from './verified-body';

const EMPTY = Buffer.alloc(0);

/** Content that comes over a connection. Small ones are gathered without a stream, which would cost more than they do. */
export class IncomingBody implements RequestBody {
  /**
   * @param decoder undefined when there is no content
   * @param beforeRead told once, when the content is first asked for
   */
  constructor(
    private readonly message: IncomingMessage,
    private readonly decoder: BodyDecoder | undefined,
    private readonly beforeRead?: () => void,
  ) {}

  stream(): Readable {
    return this.decoder ? new VerifiedBody(this.message, this.decoder, this.beforeRead) : Readable.from([]);
  }

  whole(limit: number): Promise<Buffer> {
    const { decoder, message } = this;
    if (!decoder) return Promise.resolve(EMPTY);
    this.beforeRead?.();
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      let length = 0;
      follow(message, decoder, {
        take: (content) => {
          length += content.length;
          if (length > limit) throw tooLong(limit);
          parts.push(content);
        },
        end: () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts)),
        fail: reject,
      });
    });
  }
}

/** Content that was read before. */
export class ReadBody implements RequestBody {
  constructor(private readonly content: Buffer) {}

  stream(): Readable {
    return Readable.from(this.content.length === 0 ? [] : [this.content]);
  }

  whole(limit: number): Promise<Buffer> {
    return this.content.length > limit ? Promise.reject(tooLong(limit)) : Promise.resolve(this.content);
  }
}

/** Content of the services that sign it as a whole. */
export function plainContent(message: IncomingMessage, limit: number, beforeRead?: () => void): Promise<Buffer> {
  return new IncomingBody(message, new PlainBody([]), beforeRead).whole(limit);
}

function tooLong(limit: number): AwsError {
  return new AwsError('MaxMessageLengthExceeded', 400, 'Your request was too big.', {
    MaxMessageLengthBytes: String(limit),
  });
}
