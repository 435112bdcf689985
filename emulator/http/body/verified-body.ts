import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { BodyDecoder } from './decoder';
import { follow } from './follow';

/**
 * A request's content, decoded and verified while it is read. Nothing is taken from the socket before the first read, so
 * that a refused upload with `Expect: 100-continue` never sends its content.
 */
export class VerifiedBody extends Readable {
  private started = false;

  /** @param beforeRead told once, when the content is first asked for */
  constructor(
    private readonly request: IncomingMessage,
    private readonly decoder: BodyDecoder,
    private readonly beforeRead?: () => void,
  ) {
    super({ highWaterMark: 256 * 1024 });
  }

  override _read(): void {
    if (this.started) this.request.resume();
    else this.start();
  }

  private start(): void {
    this.started = true;
    this.beforeRead?.();
    follow(this.request, this.decoder, {
      take: (content) => {
        if (!this.destroyed && !this.push(content)) this.request.pause();
      },
      end: () => {
        if (!this.destroyed) this.push(null);
      },
      fail: (error) => void this.destroy(error),
    });
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // What is left of the content is read and forgotten, so that the connection can answer.
    this.request.resume();
    done(error);
  }
}
