import { expect, test } from '@jest/globals';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createTlsIdentity } from '../../../emulator/http/certificate';

const now = new Date('2026-11-24T00:00:00Z');

test('the certificate is signed by its authority and stands for the loopback addresses', () => {
  const { key, cert, ca } = createTlsIdentity(now);
  const server = new X509Certificate(cert);
  const authority = new X509Certificate(ca);
  expect(authority.ca).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.checkIssued(authority)).toBe(true);
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(server.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(server.checkIP('::1')).toBe('::1');
  expect(server.checkHost('localhost')).toBe('localhost');
  expect(server.checkHost('bucket.s3.localhost')).toBe('*.s3.localhost');
  expect(server.checkHost('example.com')).toBeUndefined();
});

test('it holds from the day before to a year after', () => {
  const { cert } = createTlsIdentity(now);
  const server = new X509Certificate(cert);
  expect(new Date(server.validFrom)).toEqual(new Date('2026-11-23T00:00:00Z'));
  expect(new Date(server.validTo)).toEqual(new Date('2027-11-24T00:00:00Z'));
});

test('no two are alike', () => {
  expect(createTlsIdentity(now).ca).not.toBe(createTlsIdentity(now).ca);
});
