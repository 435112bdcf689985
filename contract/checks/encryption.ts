import type { Actor, Check } from '../check';
import { dataKeyReference } from '../data-key';
import { ownKeyArn } from '../fixture-names';
import type { Grant, Pair } from '../pair';
import { allowed, halvesOfSession, producerHalf, refused, sessionOfGrant, type Ask } from './ask';
import { keyUnder, onObject, somewhere } from './requests';

const header = 'x-amz-server-side-encryption';

/** A PUT that names how it wants to be encrypted. */
function put(pair: Pair, key: string, actor: Actor) {
  return (what: string, title: string, headers: Readonly<Record<string, string>>): Ask => ({
    what: `write-${what}`,
    title: `write ${title}`,
    actor,
    request: onObject('PutObject', pair.producer.bucket, key, { headers }),
  });
}

/** The headers that ask for a key of KMS. */
export function withKey(key: string): Readonly<Record<string, string>> {
  return { [header]: 'aws:kms', [`${header}-aws-kms-key-id`]: key };
}

/** A PUT that names the bucket's own encryption, which is as good as naming none. */
export function sameEncryption(pair: Pair, key: string, actor: Actor): Ask {
  const isKms = pair.producer.encryption === 'kms';
  const headers = isKms ? withKey(dataKeyReference(pair)) : { [header]: 'AES256' };
  return put(pair, key, actor)('same-encryption', 'and name the encryption that the bucket has', headers);
}

/** PUTs that are encrypted as their writer likes: only the producer's half knows how it should be. */
export function otherEncryption(pair: Pair, key: string, actor: Actor): Ask[] {
  const ask = put(pair, key, actor);
  return [
    pair.producer.encryption === 'kms'
      ? ask('AES256', 'with a key that S3 manages', { [header]: 'AES256' })
      : ask('aws-kms', 'with a key that KMS manages', { [header]: 'aws:kms' }),
    ask('SSE-C', 'with a key in the request', { [`${header}-customer-algorithm`]: 'AES256' }),
  ];
}

/** A PUT that is encrypted with a key which the producer cannot use. */
export function consumersKey(pair: Pair, key: string, actor: Actor): Ask {
  return put(pair, key, actor)('own-key', "with the consumer's own key", withKey(ownKeyArn(pair)));
}

/** Where a grant may write: in the bucket's own encryption, or not at all. */
export function encryptionKept(pair: Pair, grant: Grant): Check[] {
  if (!grant.access.includes('write')) return [];
  const actor = sessionOfGrant(grant);
  const key = keyUnder(somewhere(grant), 'crossbucket-write');
  return [
    ...allowed(grant.id, [sameEncryption(pair, key, actor)]),
    ...refused(grant.id, producerHalf, otherEncryption(pair, key, actor)),
    ...refused(grant.id, halvesOfSession(grant), [consumersKey(pair, key, actor)]),
  ];
}
