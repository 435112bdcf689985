import type { Check } from '../check';
import type { Grant, Pair, Verb } from '../pair';
import { allVerbs } from '../verbs';
import { halvesOfSession, refused, sessionOfGrant } from './ask';
import { onBucket, onUpload, shownPrefix, somewhere, useOf } from './requests';

type Requests = (bucket: string, prefix: string) => readonly (readonly [what: string, request: Check['request']])[];

/** What each verb would open, by the actions that it stands for. */
const requests: Readonly<Record<Verb, Requests>> = {
  list: (bucket, prefix) => [
    ['list', useOf('list', bucket, prefix)],
    ['list-v1', onBucket('ListObjects', bucket, { query: { prefix } })],
  ],
  read: (bucket, prefix) => [['read', useOf('read', bucket, prefix)]],
  write: (bucket, prefix) => [
    ['write', useOf('write', bucket, prefix)],
    ...(['ListParts', 'AbortMultipartUpload'] as const).map(
      (operation) => [operation, onUpload(operation, bucket, prefix)] as const,
    ),
  ],
  delete: (bucket, prefix) => [['delete', useOf('delete', bucket, prefix)]],
};

/** Every verb that the grant does not give, below a prefix that it has. */
export function otherVerbs(pair: Pair, grant: Grant): Check[] {
  const prefix = somewhere(grant);
  const missing = allVerbs.filter((verb) => !grant.access.includes(verb));
  const asks = missing.flatMap((verb) =>
    requests[verb](pair.producer.bucket, prefix).map(([what, request]) => ({
      what: `no-${what}`,
      title: `${what} in ${shownPrefix(prefix)}, where ${verb} is not granted`,
      actor: sessionOfGrant(grant),
      request,
    })),
  );
  return refused(grant.id, halvesOfSession(grant), asks);
}
