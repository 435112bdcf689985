import { Transform, type TransformCallback } from 'node:stream';

/**
 * Passes content on one piece late. The last piece goes only when the source has ended, which is when it is verified: a
 * backend never has all of a content that turns out to be another one than was signed.
 */
export class HoldBack extends Transform {
  private held: Buffer | undefined;

  override _transform(content: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const before = this.held;
    this.held = content;
    done(null, before);
  }

  override _flush(done: TransformCallback): void {
    done(null, this.held);
  }
}
