import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideWith } from '../../../access/decide/decide-with';
import type { PolicySets } from '../../../access/decide/policy-sets';
import type { PolicyDocument } from '../../../access/policy/document';
import { CONSUMER, PRODUCER } from '../questions/callers';
import { mapDocuments } from '../questions/map-documents';
import { questions, questionsWith } from '../questions/questions';
import { accountsByRoot, reordered, split } from '../questions/rewrite';
import { runs } from '../questions/runs';
import { referenceEffect } from '../reference/evaluate';
import type { Question } from '../reference/request';

const effectOf = ({ policies, call }: Question) => decideWith(policies, call).effect;
const withPolicies = (question: Question, changes: Partial<PolicySets>): Question => ({
  ...question,
  policies: { ...question.policies, ...changes },
});

/** The same question with one more policy, of the caller or of the resource. */
function added({ policies, call }: Question, attached: PolicyDocument, onResource: PolicyDocument): Question[] {
  const more = (name: string, document: PolicyDocument) => ({ name, document });
  const statements = [policies.resource?.document, onResource].flatMap((document) => document?.Statement ?? []);
  // Whether there are policy variables depends on the version, and one without is of the old one.
  const Version = policies.resource ? policies.resource.document.Version : '2012-10-17';
  return [
    { call, policies: { ...policies, identity: [...policies.identity, more('more', attached)] } },
    {
      call,
      policies: { ...policies, resource: more('resource', { ...(Version && { Version }), Statement: statements }) },
    },
  ];
}

describe('whatever the policies', () => {
  test('the engine agrees with the slow, obvious evaluator, and knows its answer where nothing is unknown', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { effect, mayAllow, reasons } = decideWith(question.policies, question.call);
        expect(effect).toBe(referenceEffect(question));
        expect(mayAllow).toBe(effect === 'allow');
        expect(reasons[0]?.verdict).toBe(effect);
      }),
      runs(0.4),
    );
  });

  test('a Deny that is added never opens anything', () => {
    fc.assert(
      fc.property(questionsWith('Deny'), ([question, attached, onResource]) => {
        const before = effectOf(question);
        for (const changed of added(question, attached, onResource)) {
          expect([before, 'explicitDeny']).toContain(effectOf(changed));
        }
      }),
      runs(0.08),
    );
  });

  test('an Allow that is added never closes anything, unless it makes a bucket public that is closed then', () => {
    fc.assert(
      fc.property(questionsWith('Allow'), ([asked, attached, onResource]) => {
        const question = withPolicies(asked, { restrictPublicBuckets: false });
        const before = effectOf(question);
        for (const changed of added(question, attached, onResource))
          expect([before, 'allow']).toContain(effectOf(changed));
      }),
      runs(0.08),
    );
  });

  test.each([
    ['accounts', [CONSUMER, PRODUCER], ['777777777777', '999999999999']],
    ['the bucket', ['lake', 'la*'], ['acme-logs', 'acme*']],
  ] as const)('renaming %s changes nothing', (_what, names, others) => {
    const rename = (question: Question) =>
      JSON.parse(
        names.reduce((text, name, n) => text.replaceAll(name, others[n]!), JSON.stringify(question)),
      ) as Question;
    fc.assert(
      fc.property(questions, (question) => {
        expect(effectOf(rename(question))).toBe(effectOf(question));
      }),
      runs(0.04),
    );
  });

  test('the order of policies, statements, lists, operators and keys changes nothing', () => {
    fc.assert(
      fc.property(questions, (question) => {
        expect(effectOf(reordered(question))).toBe(effectOf(question));
      }),
      runs(0.08),
    );
  });

  test('what two accounts allow, one does as well', () => {
    fc.assert(
      fc.property(questions, ({ call, policies: { restrictPublicBuckets: _, ...policies } }) => {
        fc.pre('account' in call.caller);
        const account = (call.caller as { account: string }).account;
        const inOne = effectOf({ policies, call: { ...call, resourceAccount: account } });
        const acrossTwo = effectOf({ policies, call: { ...call, resourceAccount: '333333333333' } });
        if (acrossTwo === 'allow') expect(inOne).toBe('allow');
        if (inOne === 'implicitDeny') expect(acrossTwo).toBe('implicitDeny');
      }),
      runs(0.1),
    );
  });

  test('without its boundary, session or endpoint policy a caller may do no less', () => {
    fc.assert(
      fc.property(questions, (question) => {
        fc.pre(effectOf(question) === 'allow');
        const { boundary: _b, session: _s, vpce: _v, ...rest } = question.policies;
        const { boundary, session, vpce } = question.policies;
        const kept = { ...(boundary && { boundary }), ...(session && { session }), ...(vpce && { vpce }) };
        for (const gate of ['boundary', 'session', 'vpce'] as const) {
          // A federated user is let through by session policies, where a role's session is held back by them.
          if (gate === 'session' && question.call.caller.kind === 'federated-user') continue;
          const { [gate]: _, ...others } = kept;
          expect(effectOf({ ...question, policies: { ...rest, ...others } })).toBe('allow');
        }
      }),
      runs(0.04),
    );
  });

  test("an account's number and the ARN of its root mean the same principal", () => {
    fc.assert(
      fc.property(questions, (question) => {
        expect(effectOf(mapDocuments(question, accountsByRoot))).toBe(effectOf(question));
      }),
      runs(0.06),
    );
  });

  test('a statement with lists of actions, resources and principals says what one for each of them says', () => {
    fc.assert(
      fc.property(questions, (question) => {
        expect(effectOf(mapDocuments(question, split))).toBe(effectOf(question));
      }),
      runs(0.08),
    );
  });
});
