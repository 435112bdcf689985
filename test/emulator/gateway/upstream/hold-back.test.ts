import { expect, test } from '@jest/globals';
import { PassThrough, pipeline, Writable } from 'node:stream';
import { HoldBack } from '../../../../emulator/gateway/upstream/hold-back';

/** Sends pieces, and tells what has come through when the source ends, well or badly. */
function through(pieces: readonly string[], failure?: Error): Promise<{ before: string; after: string }> {
  const source = new PassThrough();
  let came = '';
  const target = new Writable({ write: (piece, _, done) => ((came += String(piece)), done()) });
  return new Promise((resolve) => {
    let before = '';
    pipeline(source, new HoldBack(), target, () => resolve({ before, after: came }));
    for (const piece of pieces) source.write(piece);
    setImmediate(() => {
      before = came;
      if (failure) source.destroy(failure);
      else source.end();
    });
  });
}

test('the last piece of a content comes when its source has ended', async () => {
  expect(await through(['one ', 'two ', 'three'])).toEqual({ before: 'one two ', after: 'one two three' });
});

test('and never when the source has failed', async () => {
  expect(await through(['one ', 'two'], new Error('not what was signed'))).toEqual({ before: 'one ', after: 'one ' });
});
