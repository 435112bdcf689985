import { bucketArn } from '../arns';
import type { Actor, Check } from '../check';
import { otherBuckets, otherRole, thirdAccount } from '../fixture-names';
import { logBucketName, logPrefix } from '../names';
import type { Pair } from '../pair';
import { allVerbs } from '../verbs';
import { allowed, byRole, onlyProducer, refused, type Ask } from './ask';
import { keyUnder, onObject, useOf } from './requests';

/** S3 delivers the access logs of this bucket of this account, below their prefix, and nothing else. */
export function logDelivery(pair: Pair): Check[] {
  const { partition, producer } = pair;
  if (!producer.accessLogs) return [];
  const logs = logBucketName(pair);
  const delivery: Actor = { kind: 'service', service: 'logging.s3.amazonaws.com' };
  const key = keyUnder(logPrefix(pair), 'crossbucket-log');
  const rightly = { sourceArn: bucketArn(partition, producer.bucket), sourceAccount: producer.account };
  const ask = (what: string, title: string, more: object = {}, at = key, operation = 'PutObject'): Ask => ({
    what: `logs-${what}`,
    title,
    actor: delivery,
    request: { ...onObject(operation, logs, at), ...rightly, ...more } as Ask['request'],
  });
  const [longer, other] = otherBuckets(pair).map((bucket) => ({ sourceArn: bucketArn(partition, bucket) }));
  const own = { actor: byRole(otherRole(pair, producer.account)), request: useOf('read', logs, logPrefix(pair)) };
  const by = "by the producer's own account";
  const consumer = byRole(otherRole(pair, pair.consumer.account));
  const byConsumer = allVerbs.map((verb): Ask => ({
    what: `logs-${verb}-by-consumer`,
    title: `${verb} of the access logs by a role of the consumer account`,
    actor: consumer,
    request: useOf(verb, logs, logPrefix(pair)),
  }));
  return [
    ...allowed('*', [
      ask('delivery', 'delivery of access logs'),
      { what: 'logs-own-read', title: `read of the access logs ${by}`, ...own },
    ]),
    ...refused('*', onlyProducer, [
      ask('delivery-of-longer-bucket', 'delivery of the access logs of another bucket', longer),
      ask('delivery-of-other-bucket', 'delivery of the access logs of another bucket', other),
      ask('delivery-for-third-account', 'delivery of access logs for a third account', {
        sourceAccount: thirdAccount(pair),
      }),
      ask('delivery-elsewhere', 'delivery of access logs beside their prefix', {}, 'crossbucket-log'),
      ask('read-by-delivery', 'read of access logs by their delivery', {}, key, 'GetObject'),
      ask('delete-by-delivery', 'deletion of access logs by their delivery', {}, key, 'DeleteObject'),
      ...byConsumer,
      { what: 'logs-without-tls', title: `read of the access logs without TLS ${by}`, ...own, secure: false },
      { what: 'logs-old-tls', title: `read of the access logs over TLS 1.1 ${by}`, ...own, tlsVersion: '1.1' },
    ]),
  ];
}
