import { bucketArn } from '../arns';
import type { Actor, Check } from '../check';
import { dataKeyReference } from '../data-key';
import { otherRole, ownBucket, thirdAccount } from '../fixture-names';
import type { Pair } from '../pair';
import { allowed, byRole, onlyProducer, refused, type Ask } from './ask';
import { consumersKey, otherEncryption, sameEncryption, withKey } from './encryption';
import { keyUnder, onKey, onObject, useOf } from './requests';

/**
 * The bucket in the hands of its own account: a role there with every right that IAM can give uses the bucket, and the key
 * with it, but only over TLS, in the bucket's own encryption and through S3.
 */
export function ownAccount(pair: Pair): Check[] {
  const { bucket, account, encryption } = pair.producer;
  const actor = byRole(otherRole(pair, account));
  const key = keyUnder('', 'crossbucket-write');
  const read = useOf('read', bucket, '');
  const own = ({ what, title, ...ask }: Ask): Ask => ({
    ...ask,
    what: `own-${what}`,
    title: `${title}, by the producer's own account`,
  });
  const isKms = encryption === 'kms';
  const good: Ask[] = [
    { what: 'write', title: 'write', actor, request: useOf('write', bucket, '') },
    sameEncryption(pair, key, actor),
    { what: 'read', title: 'read', actor, request: read },
    ...(isKms ? [onDataKey(pair, 'DescribeKey', actor)] : []),
  ];
  const bad: Ask[] = [
    { what: 'read-old-tls', title: 'read over TLS 1.1', actor, request: read, tlsVersion: '1.1' },
    ...otherEncryption(pair, key, actor),
    consumersKey(pair, key, actor),
    ...(isKms ? [onDataKey(pair, 'Decrypt', actor), forOtherBucket(pair, actor)] : []),
  ];
  return [
    ...allowed('*', good.map(own)),
    ...refused('*', onlyProducer, bad.map(own)),
    ...(isKms ? outsiders(pair) : []),
  ];
}

function onDataKey(pair: Pair, operation: string, actor: Actor): Ask {
  const { partition, producer } = pair;
  return {
    what: `direct-${operation}`,
    title: `kms:${operation} without S3`,
    actor,
    request: onKey(operation, dataKeyReference(pair), bucketArn(partition, producer.bucket)),
  };
}

function forOtherBucket(pair: Pair, actor: Actor): Ask {
  const other = ownBucket(pair, { accessRole: {} });
  return {
    what: 'key-for-other-bucket',
    title: `use the key for ${other}, another bucket`,
    actor,
    request: onObject('PutObject', other, 'crossbucket-write', { headers: withKey(dataKeyReference(pair)) }),
  };
}

/** The key's policy without the bucket's: roles that nobody granted anything to, in the consumer's and in a third account. */
function outsiders(pair: Pair): Check[] {
  const accounts = [
    ['other-role', pair.consumer.account, 'another role of the consumer account'],
    ['third-account', thirdAccount(pair), 'a role of a third account'],
  ] as const;
  return accounts.flatMap(([kind, account, who]) => {
    const actor = byRole(otherRole(pair, account));
    const { what, title, ...direct } = onDataKey(pair, 'DescribeKey', actor);
    const throughS3: Ask = {
      what: `${kind}-key`,
      title: `read by ${who}, with the bucket's policy thrown open`,
      actor,
      request: useOf('read', pair.producer.bucket, ''),
      opened: 'bucket',
    };
    return refused('*', onlyProducer, [
      { ...direct, what: `${kind}-${what}`, title: `${title}, by ${who}` },
      throughS3,
    ]);
  });
}
