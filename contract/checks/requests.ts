import type { CheckRequest } from '../check';
import type { Grant, Verb } from '../pair';

type S3Extras = {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request on a bucket. */
export function onBucket(operation: string, bucket: string, { query = {}, headers = {} }: S3Extras = {}): CheckRequest {
  return { service: 's3', operation, bucket, query, headers };
}

/** A request on an object. */
export function onObject(operation: string, bucket: string, key: string, extras: S3Extras = {}): CheckRequest {
  const { query = {}, headers = {} } = extras;
  return { service: 's3', operation, bucket, key, query, headers };
}

/** A listing of what is under a prefix; without one, of the whole bucket. */
export function listing(bucket: string, prefix?: string): CheckRequest {
  return onBucket('ListObjectsV2', bucket, { query: { 'list-type': '2', ...(prefix !== undefined && { prefix }) } });
}

/** An object's key below a prefix. S3's keys have 1,024 bytes at most, of which a prefix leaves at least one. */
export function keyUnder(prefix: string, name: string): string {
  const room = 1024 - new TextEncoder().encode(prefix).length;
  return prefix + name.slice(0, Math.max(room, 1));
}

/** What a verb does below a prefix, each with an object of its own. */
const uses: Readonly<Record<Verb, (bucket: string, prefix: string) => CheckRequest>> = {
  list: listing,
  read: (bucket, prefix) => onObject('GetObject', bucket, keyUnder(prefix, 'crossbucket-read')),
  write: (bucket, prefix) => onObject('PutObject', bucket, keyUnder(prefix, 'crossbucket-write')),
  delete: (bucket, prefix) => onObject('DeleteObject', bucket, keyUnder(prefix, 'crossbucket-delete')),
};

/** The plainest use of a verb below a prefix. */
export function useOf(verb: Verb, bucket: string, prefix: string): CheckRequest {
  return uses[verb](bucket, prefix);
}

/** A use of a verb for which S3 needs no key (R-KMS-3): it is allowed by the same statement as the plainest one. */
export function useWithoutKey(verb: Verb, bucket: string, prefix: string): CheckRequest {
  if (verb === 'read') return onObject('HeadObject', bucket, keyUnder(prefix, 'crossbucket-read'));
  if (verb === 'write') return onUpload('AbortMultipartUpload', bucket, prefix);
  return useOf(verb, bucket, prefix);
}

/** The parts of a multipart upload, all of them asked of an upload that is begun for it. */
export const uploadOperations = [
  'CreateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
  'ListParts',
  'AbortMultipartUpload',
] as const;

/** One part of a multipart upload. */
export function onUpload(operation: (typeof uploadOperations)[number], bucket: string, prefix: string): CheckRequest {
  const query = {
    ...(operation === 'CreateMultipartUpload' ? { uploads: '' } : { uploadid: 'crossbucket' }),
    ...(operation === 'UploadPart' && { partnumber: '1' }),
  };
  return onObject(operation, bucket, keyUnder(prefix, 'crossbucket-upload'), { query });
}

/** AssumeRole. */
export function assume(roleArn: string, more: Partial<Extract<CheckRequest, { service: 'sts' }>> = {}): CheckRequest {
  return { service: 'sts', operation: 'AssumeRole', roleArn, roleSessionName: 'crossbucket', ...more };
}

/** AssumeRole of a grant's access role, as its consumer role does it. */
export function assumeAccessRole({ accessRole, externalId }: Grant): CheckRequest {
  return assume(accessRole!.arn, { externalId });
}

/** An operation on the pair's data key, with the context that S3 has for its bucket. */
export function onKey(operation: string, keyArn: string, bucketArn: string): CheckRequest {
  return { service: 'kms', operation, keyArn, encryptionContext: { 'aws:s3:arn': bucketArn } };
}

/** The first prefix of a grant, where it does not matter which. */
export function somewhere({ prefixes }: Grant): string {
  return prefixes[0]!;
}

/** How titles name a prefix. */
export function shownPrefix(prefix: string): string {
  return prefix === '' ? 'the whole bucket' : prefix;
}

/** An object of a bucket of one's own that the pair's data key encrypts. */
export const foreignKeyObject = 'crossbucket-foreign-key';
