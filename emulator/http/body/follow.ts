import type { IncomingMessage } from 'node:http';
import { AwsError } from '../exchange';
import type { BodyDecoder } from './decoder';

/** Who takes a request's content while it comes in. */
export interface ContentSink {
  take(content: Buffer): void;
  /** All has come, and it is what was announced. */
  end(): void;
  /** Something is wrong with it; nothing more is told. */
  fail(error: Error): void;
}

/** Takes a request's content from its connection, decodes and verifies it. What comes after a failure is forgotten. */
export function follow(request: IncomingMessage, decoder: BodyDecoder, sink: ContentSink): void {
  let open = true;
  const fail = (error: Error): void => {
    if (!open) return;
    open = false;
    sink.fail(error);
  };
  const attempt = (step: () => void): void => {
    try {
      if (open) step();
    } catch (error) {
      fail(error as Error);
    }
  };
  const emit = (content: Buffer): void => sink.take(content);
  request.on('data', (bytes: Buffer) => attempt(() => decoder.update(bytes, emit)));
  request.on('end', () =>
    attempt(() => {
      decoder.end();
      open = false;
      sink.end();
    }),
  );
  request.on('error', () => fail(brokenOff()));
  request.on('close', () => {
    if (!request.complete) fail(brokenOff());
  });
  if (request.destroyed && !request.complete) fail(brokenOff());
}

const brokenOff = (): AwsError =>
  new AwsError(
    'RequestTimeout',
    400,
    'Your socket connection to the server was not read from or written to within the timeout period.',
  );
