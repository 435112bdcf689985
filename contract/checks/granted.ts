import type { Check } from '../check';
import type { Grant, Pair, Verb } from '../pair';
import { allowed, sessionOfGrant, type Ask } from './ask';
import { onBucket, onUpload, shownPrefix, somewhere, uploadOperations, useOf } from './requests';

/** What a grant opens: each verb below each prefix, in every form that it has. */
export function granted(pair: Pair, grant: Grant): Check[] {
  const actor = sessionOfGrant(grant);
  const { bucket } = pair.producer;
  const uses = grant.access.flatMap((verb) =>
    grant.prefixes.map((prefix): Ask => ({
      what: `${verb}(${prefix})`,
      title: `${verb} ${shownPrefix(prefix)}`,
      actor,
      request: useOf(verb, bucket, prefix),
    })),
  );
  const forms = grant.access.flatMap((verb): Ask[] => otherForms[verb]?.(bucket, somewhere(grant)) ?? []);
  return allowed(grant.id, [...uses, ...forms.map((form) => ({ ...form, actor }))]);
}

type Form = (bucket: string, prefix: string) => Ask[];
const actor = { kind: 'anonymous' } as const;

/** Other requests that a verb opens; who makes them is filled in. */
const otherForms: Readonly<Partial<Record<Verb, Form>>> = {
  list: (bucket, prefix) => [
    {
      what: 'list-v1',
      title: `list ${shownPrefix(prefix)} by ListObjects`,
      actor,
      request: onBucket('ListObjects', bucket, { query: { prefix } }),
    },
  ],
  write: (bucket, prefix) =>
    uploadOperations.map((operation) => ({
      what: operation,
      title: `write ${shownPrefix(prefix)} in parts: ${operation}`,
      actor,
      request: onUpload(operation, bucket, prefix),
    })),
};
