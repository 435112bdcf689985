import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountOfAccessKeyId, newAccessKeyId } from '../../../emulator/credentials/access-key-id';
import { openSession, sealSession, type Session } from '../../../emulator/credentials/session-token';

const secret = Buffer.alloc(32, 1);
const session: fc.Arbitrary<Session> = fc.record({
  accessKeyId: fc.stringMatching(/^ASIA[A-Z2-7]{16}$/),
  expires: fc.integer({ min: 0 }),
  caller: fc.record({
    kind: fc.constant('role-session' as const),
    account: fc.stringMatching(/^\d{12}$/),
    role: fc.record({ path: fc.constant('/'), name: fc.string({ minLength: 1 }), uniqueId: fc.string() }),
    sessionName: fc.string({ unit: 'grapheme' }),
    sessionTags: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
  }),
});

describe('a session token', () => {
  test('gives back the session that was sealed', () => {
    fc.assert(fc.property(session, (one) => expect(openSession(secret, sealSession(secret, one))).toEqual(one)));
  });

  test('does not open after any change of any character', () => {
    fc.assert(
      fc.property(session, fc.nat(), fc.integer({ min: 1, max: 63 }), (one, place, shift) => {
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
        const token = sealSession(secret, one);
        const at = place % token.replace(/=+$/, '').length;
        const other = alphabet[(alphabet.indexOf(token[at]!) + shift) % 64]!;
        expect(openSession(secret, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  test('does not open with another secret', () => {
    const token = sealSession(secret, {
      accessKeyId: 'ASIA',
      expires: 1,
      caller: { kind: 'root', account: '111111111111' },
    });
    expect(openSession(Buffer.alloc(32, 2), token)).toBeUndefined();
  });

  test('nothing else opens', () => {
    fc.assert(fc.property(fc.string(), (text) => openSession(secret, text) === undefined));
    fc.assert(fc.property(fc.base64String(), (text) => openSession(secret, text) === undefined));
  });

  test('says nothing of what is in it', () => {
    const caller = { kind: 'root' as const, account: '111122223333' };
    const token = sealSession(secret, { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA', expires: 1, caller });
    expect(Buffer.from(token, 'base64').toString('latin1')).not.toContain('1111');
    expect(sealSession(secret, { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA', expires: 1, caller })).not.toBe(token);
  });
});

test('an access key id tells its account', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{12}$/), fc.constantFrom('AKIA' as const, 'ASIA' as const), (account, prefix) => {
      const id = newAccessKeyId(prefix, account);
      expect(id).toMatch(/^A[KS]IA[A-Z2-7]{16}$/);
      expect(accountOfAccessKeyId(id)).toBe(account);
    }),
  );
});
