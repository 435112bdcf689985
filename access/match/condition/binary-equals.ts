import type { Operator } from './operator';
import { typedOperator } from './typed';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a base64 text, one character each; undefined when it is not base64. */
function readBase64(text: string): string | undefined {
  const digits = text.replace(/=+$/, '');
  if (digits.length % 4 === 1) return undefined;
  let bytes = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return bytes;
}

/** BinaryEquals: the same bytes, both written in base64. */
export const binaryEquals: Operator = typedOperator(readBase64, (actual, wanted) => actual === wanted);
