import type { Check } from '../check';
import type { Grant, Pair } from '../pair';
import { halvesOfSession, refused, sessionOfGrant, type Ask } from './ask';
import { keyUnder, onBucket, onObject, shownPrefix, somewhere } from './requests';

/** Versions are what nobody thinks of who grants reading or deleting: S3 has actions of their own for them. */
const version = { versionid: 'null' };

/** What no verb opens on an object below a granted prefix: the S3 operation and, where it has one, its query. */
const onObjects: readonly (readonly [what: string, operation: string, query?: Readonly<Record<string, string>>])[] = [
  ['read-version', 'GetObject', version],
  ['delete-version', 'DeleteObject', version],
  ['read-object-acl', 'GetObjectAcl', { acl: '' }],
  ['write-object-acl', 'PutObjectAcl', { acl: '' }],
];

/** What no verb opens on the bucket. */
const onBuckets: readonly (readonly [what: string, operation: string, query: string])[] = [
  ['read-bucket-acl', 'GetBucketAcl', 'acl'],
  ['write-bucket-acl', 'PutBucketAcl', 'acl'],
  ['read-bucket-policy', 'GetBucketPolicy', 'policy'],
  ['write-bucket-policy', 'PutBucketPolicy', 'policy'],
  ['delete-bucket-policy', 'DeleteBucketPolicy', 'policy'],
];

/** Headers with which a PUT does more than write an object. */
const onWrites: readonly (readonly [what: string, title: string, headers: Readonly<Record<string, string>>])[] = [
  ['write-with-acl', 'write with an ACL', { 'x-amz-acl': 'bucket-owner-full-control' }],
  ['write-with-tags', 'write with tags', { 'x-amz-tagging': 'crossbucket=1' }],
];

/**
 * Operations that no verb stands for, below a prefix where the grant may do what it may: those that a wildcard in an action
 * takes in first. An action that a stack names in full is found by its name; see `strangersIn`.
 */
export function otherOperations(pair: Pair, grant: Grant): Check[] {
  const { bucket } = pair.producer;
  const prefix = somewhere(grant);
  const actor = sessionOfGrant(grant);
  const key = keyUnder(prefix, 'crossbucket-object');
  const ask = (what: string, title: string, request: Ask['request']): Ask => ({ what, title, actor, request });
  const where = shownPrefix(prefix);
  // A listing with a granted prefix: `s3:ListBucket*` would open it.
  const listed = { prefix };
  const asks = [
    ...onObjects.map(([what, operation, query = {}]) =>
      ask(what, `${words(what)} in ${where}`, onObject(operation, bucket, key, { query })),
    ),
    ask(
      'list-versions',
      `list versions of ${where}`,
      onBucket('ListObjectVersions', bucket, { query: { versions: '', ...listed } }),
    ),
    ...onBuckets.map(([what, operation, query]) =>
      ask(what, words(what), onBucket(operation, bucket, { query: { [query]: '' } })),
    ),
    ask('delete-bucket', 'delete the bucket', onBucket('DeleteBucket', bucket)),
    ...(grant.access.includes('write')
      ? onWrites.map(([what, title, headers]) =>
          ask(what, `${title} in ${where}`, onObject('PutObject', bucket, key, { headers })),
        )
      : []),
  ];
  return refused(grant.id, halvesOfSession(grant), asks);
}

const words = (what: string): string => what.replaceAll('-', ' ');
