import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../access/caller';
import { callerAccount } from '../../access/caller';
import { effectiveEncryption } from '../../access/services/s3/encryption';
import type { Bucket } from '../../access/world/bucket';
import { tryFindKey } from '../../access/world/lookup';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import type { EmulatorState } from '../state';
import type { ObjectEncryption } from '../store/object-version';
import { accessDenied, invalidArgument, invalidRequest } from './errors';
import type { S3Exchange } from './exchange';

/** The headers of SSE-C. */
const CUSTOMER = customerHeaders('x-amz-server-side-encryption-customer-');
const COPY_SOURCE_CUSTOMER = customerHeaders('x-amz-copy-source-server-side-encryption-customer-');

function customerHeaders(prefix: string) {
  return { algorithm: `${prefix}algorithm`, key: `${prefix}key`, md5: `${prefix}key-md5` };
}
const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** A key that a client sent for SSE-C. */
interface CustomerKey {
  readonly md5: string;
  /** Salted with the emulator's secret. */
  readonly hash: string;
}

/**
 * Reads the SSE-C headers.
 *
 * @throws AwsError InvalidArgument or InvalidRequest when they are incomplete, wrong, or came without TLS
 */
function customerKey({ state, request }: S3Exchange, names: typeof CUSTOMER): CustomerKey | undefined {
  const { headers } = request;
  const algorithm = headers[names.algorithm];
  const key = headers[names.key];
  const md5 = headers[names.md5];
  if (algorithm === undefined && key === undefined && md5 === undefined) return undefined;
  if (!request.connection.secure) {
    throw invalidRequest(
      'Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.',
    );
  }
  if (algorithm !== 'AES256') {
    throw new AwsError(
      'InvalidEncryptionAlgorithmError',
      400,
      'The encryption request you specified is not valid. The valid value is AES256.',
    );
  }
  if (key === undefined) {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
      names.key,
      'null',
    );
  }
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) {
    throw invalidArgument('The secret key was invalid for the specified algorithm.', names.key, 'null');
  }
  const calculated = createHash('md5').update(bytes).digest('base64');
  if (md5 !== calculated) {
    throw invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      names.md5,
      md5 ?? 'null',
    );
  }
  return { md5: calculated, hash: createHash('sha256').update(state.secret).update(bytes).digest('base64') };
}

/**
 * The encryption of a new object: what the headers ask for, else the bucket's default.
 *
 * @throws AwsError for headers that S3 refuses
 */
export function newObjectEncryption(exchange: S3Exchange, bucket: Bucket): ObjectEncryption {
  const { headers } = exchange.request;
  const algorithm = headers['x-amz-server-side-encryption'];
  const keyId = headers['x-amz-server-side-encryption-aws-kms-key-id'];
  const customer = customerKey(exchange, CUSTOMER);
  if (customer) {
    if (algorithm !== undefined) {
      throw invalidArgument(
        'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        'x-amz-server-side-encryption',
        algorithm,
      );
    }
    return {
      algorithm: 'SSE-C',
      bucketKeyEnabled: false,
      customerKeyMd5: customer.md5,
      customerKeyHash: customer.hash,
    };
  }
  if (algorithm !== undefined && !ALGORITHMS.includes(algorithm)) {
    throw invalidArgument(
      'The encryption method specified is not supported',
      'x-amz-server-side-encryption',
      algorithm,
    );
  }
  if (keyId !== undefined && (algorithm === undefined || algorithm === 'AES256')) {
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      'x-amz-server-side-encryption',
      algorithm ?? 'null',
    );
  }
  const effective = effectiveEncryption(exchange.world, bucket, headers, exchange.request.caller);
  return {
    algorithm: effective.algorithm,
    bucketKeyEnabled: effective.bucketKeyEnabled,
    ...(effective.keyArn !== undefined && { keyArn: effective.keyArn }),
  };
}

/**
 * Refuses to use a KMS key that cannot be used now (R-KMS-6, R-KMS-7). To be asked after the caller was allowed to.
 *
 * @throws AwsError KMS.NotFoundException, KMS.DisabledException or KMS.KMSInvalidStateException (400)
 */
export function requireUsableKey(world: World, bucket: Bucket, encryption: ObjectEncryption, caller: Caller): void {
  const { keyArn } = encryption;
  if (keyArn === undefined || encryption.algorithm === 'AES256' || encryption.algorithm === 'SSE-C') return;
  const region = keyArn.split(':')[3];
  const key = tryFindKey(world, keyArn, { account: callerAccount(caller) ?? bucket.account, region: bucket.region });
  if (region !== undefined && region !== '' && region !== bucket.region) {
    throw new AwsError('KMS.NotFoundException', 400, `Invalid arn ${region}`);
  }
  // A key that the world does not hold is an AWS managed one; the engine has allowed it.
  if (!key || key.state === 'Enabled') return;
  if (key.state === 'Disabled') throw new AwsError('KMS.DisabledException', 400, `${key.arn} is disabled.`);
  throw new AwsError('KMS.KMSInvalidStateException', 400, `${key.arn} is pending deletion.`);
}

/**
 * Asks for the customer's key of an SSE-C object, and for none of any other.
 *
 * @param copySource whether the object is a copy's source, whose key has headers of its own
 * @throws AwsError InvalidRequest without it, AccessDenied for another one
 */
export function requireCustomerKey(exchange: S3Exchange, encryption: ObjectEncryption, copySource = false): void {
  const key = customerKey(exchange, copySource ? COPY_SOURCE_CUSTOMER : CUSTOMER);
  if (encryption.customerKeyHash === undefined) {
    if (key) throw invalidRequest('The encryption parameters are not applicable to this object.');
    return;
  }
  if (!key) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  }
  const expected = Buffer.from(encryption.customerKeyHash, 'base64');
  if (!timingSafeEqual(expected, Buffer.from(key.hash, 'base64'))) throw accessDenied();
}

const SSE_S3_HEADERS = { 'x-amz-server-side-encryption': 'AES256' };

/** The headers in which S3 tells how an object is protected. */
export function encryptionHeaders(encryption: ObjectEncryption): Readonly<Record<string, string>> {
  if (encryption.algorithm === 'AES256') return SSE_S3_HEADERS;
  if (encryption.algorithm === 'SSE-C') {
    return { [CUSTOMER.algorithm]: 'AES256', [CUSTOMER.md5]: encryption.customerKeyMd5! };
  }
  const headers: Record<string, string> = { 'x-amz-server-side-encryption': encryption.algorithm };
  if (encryption.keyArn !== undefined) headers['x-amz-server-side-encryption-aws-kms-key-id'] = encryption.keyArn;
  if (encryption.bucketKeyEnabled) headers['x-amz-server-side-encryption-bucket-key-enabled'] = 'true';
  return headers;
}

/** An ETag: the MD5 of the content where S3 shows it, and something else where a key protects the content. */
export function etagFor(encryption: ObjectEncryption, md5: string, state: EmulatorState, salt: string): string {
  if (encryption.algorithm === 'AES256') return md5;
  return createHash('md5').update(state.secret).update(md5).update(salt).digest('hex');
}
