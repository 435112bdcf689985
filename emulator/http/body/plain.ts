import type { BodyDecoder, ContentCheck } from './decoder';

/** Content that comes as it is. */
export class PlainBody implements BodyDecoder {
  constructor(private readonly checks: readonly ContentCheck[]) {}

  update(bytes: Buffer, emit: (content: Buffer) => void): void {
    for (const check of this.checks) check.update(bytes);
    emit(bytes);
  }

  end(): void {
    for (const check of this.checks) check.end();
  }
}
