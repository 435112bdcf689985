import type { Check } from '../check';
import { otherBuckets } from '../fixture-names';
import { logBucketName, logPrefix } from '../names';
import type { Grant, Pair } from '../pair';
import { consumerHalf, halvesOfSession, producerHalf, refused, sessionOfGrant, type Ask } from './ask';
import { somewhere, useOf } from './requests';

/** Each verb of a grant, in other buckets of the producer. */
export function otherBucketsClosed(pair: Pair, grant: Grant): Check[] {
  const actor = sessionOfGrant(grant);
  const uses = (bucket: string, prefix: string, kind: string, title: string): Ask[] =>
    grant.access.map((verb) => ({
      what: `${verb}-in-${kind}`,
      title: `${verb} in ${bucket}, ${title}`,
      actor,
      request: useOf(verb, bucket, prefix),
    }));
  const prefix = somewhere(grant);
  const [longer, other] = otherBuckets(pair);
  const others = [
    ...uses(longer!, prefix, 'longer-bucket', 'another bucket of the producer'),
    // A wildcard in front of the name is in all statements or, by hand, in one of them.
    ...uses(other!, prefix, 'other-bucket', 'another bucket of the producer').slice(0, 1),
  ];
  const logs = pair.producer.accessLogs
    ? uses(logBucketName(pair), logPrefix(pair), 'log-bucket', 'the log bucket')
    : [];
  return [
    // A bucket policy opens its own bucket only; an access role could open any.
    ...refused(grant.id, grant.accessRole ? producerHalf : consumerHalf, others),
    ...refused(grant.id, halvesOfSession(grant), logs),
  ];
}
