import { expect, test } from '@jest/globals';
import { getCanonicalQuery } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { canonicalRequest } from '../../../emulator/http/sigv4/canonical-request';

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab-.=&+ ü/~*A0'), maxLength: 4 }),
  fc.string(),
  fc.constantFrom('X-Amz-Signature', 'x-amz-signature'),
);
// What an object's own prototype is called the SDK cannot have as a parameter.
const parameters = fc.array(fc.tuple(text, text)).filter((all) => all.every(([name]) => name !== '__proto__'));

test('a query is signed as the SDK signs it', () => {
  fc.assert(
    fc.property(parameters, (given) => {
      const query: Record<string, string[]> = Object.create(null);
      for (const [name, value] of given) (query[name] ??= []).push(value);
      const request = { method: 'GET', path: '/', parameters: given, headers: {} };
      const [, , ours] = canonicalRequest(request, [], '', true).split('\n');
      expect(ours).toBe(getCanonicalQuery({ method: '', protocol: '', hostname: '', path: '', headers: {}, query }));
    }),
  );
});
