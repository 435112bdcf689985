import type { PolicyDocument, PrincipalElement, Statement } from '../policy/document';
import { listOf, statementsOf } from '../policy/statements';
import { hasUnknown } from '../policy/unknown';
import { both, either, MAYBE, NO, not, YES, type Tri } from '../match/tri';
import { isFixedByCondition, isFixedValue, type PolicyPlace } from './fixed-values';

const kept: Readonly<Record<PolicyPlace, WeakMap<PolicyDocument, Tri>>> = {
  bucket: new WeakMap(),
  'access-point': new WeakMap(),
};

/**
 * Whether S3 takes a bucket policy for public (R-BPA-5): some Allow grants to more than fixed values, by its Principal
 * and by each of its conditions. One such statement makes the whole policy public; a Deny makes it no less so.
 * BlockPublicPolicy refuses to save such a policy (R-BPA-2), RestrictPublicBuckets closes its bucket (R-BPA-4).
 *
 * @returns true too where parts that are not known decide: nobody can say that it is not public
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublicPolicy(document: PolicyDocument): boolean {
  return publicness(document) !== NO;
}

/**
 * The same in three values; worked out once for each document object.
 *
 * @param on an access point's policy is public where a bucket's is, and by what it says of access points, too.
 *   @default 'bucket'
 */
export function publicness(document: PolicyDocument, on: PolicyPlace = 'bucket'): Tri {
  let open = kept[on].get(document);
  if (open === undefined) {
    open = statementsOf(document)
      .map((statement) => publicnessOfStatement(statement, on))
      .reduce(either, NO as Tri);
    kept[on].set(document, open);
  }
  return open;
}

/** Whether one statement is enough to make its policy public. */
function publicnessOfStatement(statement: Statement, on: PolicyPlace): Tri {
  if (statement.Effect === 'Deny') return NO;
  const effect = hasUnknown(statement.Effect) ? MAYBE : YES;
  return both(effect, both(openPrincipal(statement), not(isFixedByCondition(statement.Condition, on))));
}

function openPrincipal({ Principal }: Statement): Tri {
  // NotPrincipal is everyone but a few.
  if (Principal === undefined) return YES;
  return entriesOf(Principal)
    .map(([kind, name]) => (kind === 'Federated' ? YES : not(isFixedValue(name))))
    .reduce(either, NO as Tri);
}

function entriesOf(principal: PrincipalElement): [kind: string, name: string][] {
  const byKind = typeof principal === 'string' ? { AWS: principal } : principal;
  return Object.entries(byKind).flatMap(([kind, names]) => listOf(names).map((name): [string, string] => [kind, name]));
}
