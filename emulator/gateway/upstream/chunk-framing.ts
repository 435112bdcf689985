import { Transform, type TransformCallback } from 'node:stream';

/** S3 wants all chunks but the last to have 8 KiB at least. */
const CHUNK = 64 * 1024;

/**
 * Puts aws-chunked framing with unsigned trailers around content: how a checksum that the client sends behind its content
 * reaches the backend behind it too. The end is written only when the source has ended, and so is verified.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class ChunkFraming extends Transform {
  private parts: Buffer[] = [];
  private length = 0;

  /** @param trailers asked for at the end */
  constructor(private readonly trailers: () => Readonly<Record<string, string>>) {
    super();
  }

  override _transform(content: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.parts.push(content);
    this.length += content.length;
    if (this.length >= CHUNK) this.pushChunk();
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.length > 0) this.pushChunk();
    const lines = Object.entries(this.trailers()).map(([name, value]) => `${name}:${value}\r\n`);
    done(null, Buffer.from(`0\r\n${lines.join('')}\r\n`));
  }

  private pushChunk(): void {
    this.push(`${this.length.toString(16)}\r\n`);
    for (const part of this.parts) this.push(part);
    this.push('\r\n');
    this.parts = [];
    this.length = 0;
  }
}
