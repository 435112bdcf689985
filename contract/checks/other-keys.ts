import type { Check } from '../check';
import type { Grant, Pair } from '../pair';
import { halvesOfSession, refused, sessionOfGrant, type Ask } from './ask';
import { listing, useOf } from './requests';

/** What the verbs of a grant must not reach: everything beside its prefixes. */
export function otherKeys(pair: Pair, grant: Grant): Check[] {
  const asks = [...besidePrefixes(pair, grant), ...(grant.access.includes('list') ? wholeLists(pair, grant) : [])];
  return refused(grant.id, halvesOfSession(grant), asks);
}

/** A prefix that begins like a granted one, and one in which a granted one stands in the middle. */
function besidePrefixes({ producer: { bucket } }: Pair, grant: Grant): Ask[] {
  const actor = sessionOfGrant(grant);
  return grant.prefixes.filter(Boolean).flatMap((prefix) =>
    grant.access.flatMap((verb) => {
      const sibling = siblingOf(grant, prefix);
      const within = `${outside(grant)}${prefix}`;
      const asks = [
        ...(sibling === undefined ? [] : [{ at: sibling, kind: 'sibling', title: `a sibling of ${prefix}` }]),
        { at: within, kind: 'inner', title: `where ${prefix} stands in the middle` },
      ];
      return asks.map(({ at, kind, title }) => ({
        what: `${verb}-${kind}(${prefix})`,
        title: `${verb} ${at}, ${title}`,
        actor,
        request: useOf(verb, bucket, at),
      }));
    }),
  );
}

/** Listings that show more than a granted prefix: without one, with an empty one, with less of it. */
function wholeLists({ producer: { bucket } }: Pair, grant: Grant): Ask[] {
  if (grant.prefixes.includes('')) return [];
  const actor = sessionOfGrant(grant);
  const shorter = new Set(grant.prefixes.flatMap((prefix) => [prefix.slice(0, -1), ...parentsOf(prefix)]));
  return [
    { what: 'list-all', title: 'list without a prefix', actor, request: listing(bucket) },
    { what: 'list-empty-prefix', title: 'list with an empty prefix', actor, request: listing(bucket, '') },
    ...[...shorter].map((prefix) => ({
      what: `list-shorter(${prefix})`,
      title: `list ${prefix}, which covers more than is granted`,
      actor,
      request: listing(bucket, prefix),
    })),
  ];
}

/** `a/` and `a/b/` of `a/b/c/`. */
function parentsOf(prefix: string): string[] {
  const parts = prefix.split('/').slice(0, -2);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
}

const covers = ({ prefixes }: Grant, key: string): boolean => prefixes.some((prefix) => key.startsWith(prefix));

/** `reports-private/` beside `reports/`; undefined where S3's 1,024 bytes leave no room for it. */
export function siblingOf(grant: Grant, prefix: string): string | undefined {
  const siblings = ['-private', '-x', 'x', '0', 'q'].map((ending) => `${prefix.slice(0, -1)}${ending}/`);
  return siblings.find((sibling) => !covers(grant, sibling) && new TextEncoder().encode(sibling).length < 1024);
}

/** A prefix that is not granted, and as short as it can be. */
export function outside(grant: Grant): string {
  for (let number = 0; ; number++) {
    const prefix = `crossbucket${number || ''}/`;
    if (!covers(grant, prefix)) return prefix;
  }
}
