import type { Check } from '../check';
import { logBucketName } from '../names';
import type { Pair } from '../pair';
import { onlyProducer, refused, type Ask } from './ask';
import { listing } from './requests';

/**
 * A policy that lets everybody in opens neither bucket: Block Public Access stands behind whoever may write the policy
 * (R-BPA-4).
 */
export function publicAccessBlocked(pair: Pair): Check[] {
  const { bucket, accessLogs } = pair.producer;
  const asks = [bucket, ...(accessLogs ? [logBucketName(pair)] : [])].map((name): Ask => ({
    what: `public-${name}`,
    title: `list ${name} without a signature, once its policy is public`,
    actor: { kind: 'anonymous' },
    request: listing(name),
    opened: 'public',
  }));
  return refused('*', onlyProducer, asks);
}
