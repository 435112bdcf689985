import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Call } from '../../access/call';
import { decideWith } from '../../access/decide/decide-with';
import type { PolicySets } from '../../access/decide/policy-sets';
import { awsText } from '../../access/explain/aws-text';
import { explain } from '../../access/explain/words';
import type { PolicyDocument, PolicyKind } from '../../access/policy/document';
import { PolicyError } from '../../access/policy/errors';
import { checkPolicy, parsePolicy } from '../../access/policy/parse';
import { simulate } from '../../access/simulate/simulate';
import { changed, changes, oddStrings, withOddStrings } from './questions/oddities';
import { questions } from './questions/questions';
import { runs } from './questions/runs';
import { referenceEffect } from './reference/evaluate';
import type { Question } from './reference/request';

const named = (document: PolicyDocument) => ({ name: 'changed', document });
const KINDS = { bucket: 'bucket', key: 'key', trust: 'trust', other: 'vpce' } as const;

/** Whether a document passes; fails the test for anything thrown but the documented error. */
function saved(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    expect(error.code).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(error.message).not.toBe('');
    return false;
  }
}

/** The answer of the slow evaluator, which knows no unknown parts: where there are some, an answer and words for it. */
function expectSameAnswer(question: Question): void {
  const decision = decideWith(question.policies, question.call);
  if (!JSON.stringify(question).includes('\uE000')) expect(decision.effect).toBe(referenceEffect(question));
  expect(explain(decision)).not.toBe('');
  awsText(decision, true);
}

describe('whatever comes in', () => {
  test('a document is saved or refused by the documented error, and its text just the same', () => {
    fc.assert(
      fc.property(
        questions,
        fc.constantFrom<PolicyKind[]>(
          'identity',
          'bucket',
          'key',
          'trust',
          'session',
          'boundary',
          'scp',
          'rcp',
          'vpce',
        ),
        fc.array(changes, { minLength: 1, maxLength: 3 }),
        ({ policies }, kind, made) => {
          const document = made.reduce<unknown>(changed, (policies.resource ?? policies.identity[0])?.document);
          const passes = saved(() => checkPolicy(document, kind));
          if (document !== undefined) expect(saved(() => parsePolicy(JSON.stringify(document), kind))).toBe(passes);
        },
      ),
      runs(0.3),
    );
  });

  test('a text is read or refused by the documented error', () => {
    const cut = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(5), text: oddStrings });
    const deep = fc.constantFrom('[', '{"Statement":', '{"Condition":{"a":').map((open) => open.repeat(20_000));
    const texts = fc.oneof(
      { weight: 1, arbitrary: deep },
      { weight: 1, arbitrary: oddStrings },
      {
        weight: 20,
        arbitrary: fc.tuple(questions, fc.array(cut, { minLength: 1, maxLength: 3 })).map(([{ policies }, cuts]) =>
          cuts.reduce(
            (text, { at, drop, text: odd }) => {
              const place = Math.floor(at * text.length);
              return text.slice(0, place) + odd + text.slice(place + drop);
            },
            JSON.stringify(policies.resource?.document ?? {}),
          ),
        ),
      },
    );
    fc.assert(
      fc.property(texts, fc.constantFrom<PolicyKind[]>('identity', 'bucket', 'key', 'scp'), (text, kind) => {
        saved(() => parsePolicy(text, kind));
      }),
      runs(0.1),
    );
  });

  test('a policy that was saved is read as the slow evaluator reads it', () => {
    fc.assert(
      fc.property(questions, fc.array(changes, { minLength: 1, maxLength: 2 }), ({ call, policies }, made) => {
        const [identity, resource] = [policies.identity[0]?.document, policies.resource?.document].map(
          (document) => document && (made.reduce<unknown>(changed, document) as PolicyDocument),
        );
        const sets: PolicySets = {
          ...policies,
          ...(identity && saved(() => checkPolicy(identity, 'identity')) && { identity: [named(identity)] }),
          ...(resource &&
            saved(() => checkPolicy(resource, KINDS[policies.resourceKind!])) && { resource: named(resource) }),
        };
        expectSameAnswer({ call, policies: sets });
      }),
      runs(0.3),
    );
  });

  test('odd strings in requests and policies are read as the slow evaluator reads them', () => {
    const places = fc.array(fc.tuple(fc.nat(40), oddStrings), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(questions, places, places, ({ call, policies }, inCall, inPolicies) => {
        const { caller, ...asked } = call;
        const odd = withOddStrings(asked, new Map(inCall.map(([place, text]) => [place % 6, text])));
        const { identity, resource } = withOddStrings(
          { identity: policies.identity, resource: policies.resource },
          new Map(inPolicies),
        );
        const sets: PolicySets = {
          ...policies,
          ...(identity.every(({ document }) => saved(() => checkPolicy(document, 'identity'))) && { identity }),
          ...(resource && saved(() => checkPolicy(resource.document, KINDS[policies.resourceKind!])) && { resource }),
        };
        expectSameAnswer({ call: { ...odd, caller } as Call, policies: sets });
      }),
      runs(0.25),
    );
  });

  test('a principal of any name is a caller, or refused with what is allowed', () => {
    const arns = fc.tuple(
      fc.constantFrom('arn:aws:iam::', 'arn:aws:sts::', 'arn:aws-cn:iam::', 'arn:aws:s3::'),
      fc.constantFrom('111111111111', '1111', ''),
      fc.constantFrom(
        ':root',
        ':user/',
        ':role/',
        ':role/a/',
        ':assumed-role/',
        ':assumed-role/r/',
        ':federated-user/',
      ),
      oddStrings,
    );
    const names = fc.oneof(
      oddStrings,
      arns.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(names, oddStrings, oddStrings, (principal, key, value) => {
        const context = { [key]: value, 'aws:PrincipalArn': value };
        const ask = { id: 'odd', principal, action: value, resource: value, resourceAccount: key, context };
        let effect: string;
        try {
          effect = simulate(ask).effect;
        } catch (error) {
          effect = (error as Error).message;
        }
        // Nothing allows anything here, and no account owns anything.
        expect(effect).toMatch(/^(implicitDeny|unknown)$|names no caller; allowed: /);
      }),
      runs(0.05),
    );
  });
});
