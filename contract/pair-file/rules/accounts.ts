import { logBucketName, logBucketSuffix } from '../../names';
import { partitionOfRegion } from '../../regions';
import type { Fields, Found } from '../fields';

/** Both sides are in one partition. */
export function* onePartition({ text }: Fields): Generator<Found> {
  const [producer, consumer] = [text('producer', 'region'), text('consumer', 'region')];
  if (producer === undefined || consumer === undefined) return;
  const partition = partitionOfRegion(producer)!;
  const other = partitionOfRegion(consumer)!;
  if (partition === other) return;
  yield {
    path: ['consumer', 'region'],
    fault: {
      what: `consumer.region is in the partition ${other}, and producer.region ${producer} in ${partition}`,
      value: consumer,
      allowed: 'two regions of one partition',
      fix: 'access never crosses partitions: share by copying instead',
    },
  };
}

/** The sides are two accounts. */
export function* twoAccounts({ text }: Fields): Generator<Found> {
  const account = text('consumer', 'account');
  if (account === undefined || account !== text('producer', 'account')) return;
  yield {
    path: ['consumer', 'account'],
    fault: {
      what: "consumer.account is the producer's",
      value: account,
      allowed: 'two accounts',
      fix: 'write the other account: inside one account an IAM policy is enough',
    },
  };
}

/** The log bucket has a name that S3 takes. */
export function* logBucketFits({ text, accessLogs }: Fields): Generator<Found> {
  const bucket = text('producer', 'bucket');
  if (bucket === undefined || !accessLogs || bucket.length + logBucketSuffix.length <= 63) return;
  const name = logBucketName({ producer: { bucket } });
  yield {
    path: ['producer', 'bucket'],
    fault: {
      what: `producer.bucket is too long for its log bucket ${name}, which has ${name.length} characters`,
      value: bucket,
      allowed: `${63 - logBucketSuffix.length} characters with access_logs`,
      fix: 'shorten it, or write access_logs: false',
    },
  };
}
