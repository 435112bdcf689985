import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What a TLS server on the loopback address needs, and what its clients have to trust. All PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
  /** The certificate authority that signed `cert`; its own key is forgotten at once. */
  readonly ca: string;
}

const YEAR = 365 * 24 * 60 * 60 * 1000;
const NAMES = ['localhost', '*.localhost', 's3.localhost', '*.s3.localhost'];
const ADDRESSES = [Buffer.from([127, 0, 0, 1]), Buffer.from([...Array<number>(15).fill(0), 1])];

/**
 * Makes a certificate authority and a certificate for the loopback addresses, both EC P-256, in about a millisecond: with
 * node:crypto and the few DER forms that RFC 5280 needs, because loading an X.509 library costs a hundred.
 *
 * @param now the certificates hold from a day before to a year after
 */
export function createTlsIdentity(now: Date): TlsIdentity {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = 'crossbucket embedded AWS';
  const certify = (subject: string, publicKey: KeyObject, extensions: Buffer[]): string =>
    certificate({ issuer, subject, publicKey, extensions, now }, authority.privateKey);
  return {
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: certify('localhost', server.publicKey, [
      extension('551d13', true, sequence()), // basicConstraints: not an authority
      extension('551d0f', true, der(0x03, Buffer.from([7, 0x80]))), // keyUsage: digitalSignature
      extension('551d25', false, sequence(oid('2b06010505070301'))), // extKeyUsage: serverAuth
      extension('551d11', false, subjectAltName()),
    ]),
    ca: certify(issuer, authority.publicKey, [
      extension('551d13', true, sequence(der(0x01, Buffer.from([0xff])))), // basicConstraints: an authority
      extension('551d0f', true, der(0x03, Buffer.from([1, 0x06]))), // keyUsage: keyCertSign, cRLSign
    ]),
  };
}

interface Contents {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly now: Date;
}

function certificate(contents: Contents, issuerKey: KeyObject): string {
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  const start = contents.now.getTime();
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, serial),
    ecdsaWithSha256,
    commonName(contents.issuer),
    sequence(utcTime(start - YEAR / 365), utcTime(start + YEAR)),
    commonName(contents.subject),
    contents.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...contents.extensions)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, issuerKey)]);
  const base64 = sequence(toBeSigned, ecdsaWithSha256, der(0x03, signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/(.{64})(?!$)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, content: Buffer): Buffer {
  const length = content.length;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...items: Buffer[]): Buffer => der(0x30, Buffer.concat(items));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

function commonName(text: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...flag, der(0x04, value));
}

function subjectAltName(): Buffer {
  return sequence(
    ...NAMES.map((name) => der(0x82, Buffer.from(name))),
    ...ADDRESSES.map((address) => der(0x87, address)),
  );
}

/** `YYMMDDHHMMSSZ`; UTCTime reaches to 2049. */
function utcTime(time: number): Buffer {
  return der(
    0x17,
    Buffer.from(
      `${new Date(time)
        .toISOString()
        .replace(/[-:T]|\.\d{3}/g, '')
        .slice(2)}`,
    ),
  );
}
