import type { NamedPolicy, PolicyDocument } from '../../../access/policy/document';
import type { Question } from '../reference/request';

/** The same question with each of its documents written in another way. */
export function mapDocuments(question: Question, rewrite: (document: PolicyDocument) => PolicyDocument): Question {
  const { identity, boundary, session, resource, scps, rcps, vpce, ...rest } = question.policies;
  const one = (policy: NamedPolicy): NamedPolicy => ({ ...policy, document: rewrite(policy.document) });
  const levels = (of: readonly (readonly NamedPolicy[])[]) => of.map((level) => level.map(one));
  return {
    ...question,
    policies: {
      ...rest,
      identity: identity.map(one),
      ...(boundary && { boundary: one(boundary) }),
      ...(session && { session: session.map(one) }),
      ...(resource && { resource: one(resource) }),
      ...(scps && { scps: levels(scps) }),
      ...(rcps && { rcps: levels(rcps) }),
      ...(vpce && { vpce: one(vpce) }),
    },
  };
}
