import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PolicyDocument, Statement } from '../../../access/policy/document';
import { statementsOf } from '../../../access/policy/statements';
import { unknownValue } from '../../../access/policy/unknown';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import { questions, statements } from '../arbitraries';
import { runs } from '../questions/runs';

const effectOf = (question: SimulationCase) => simulate(question).effect;
const refused = (question: SimulationCase) => ['explicitDeny', 'implicitDeny'].includes(effectOf(question));
const withStatement = (document: PolicyDocument | undefined, statement: Statement): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...(document ? statementsOf(document) : []), statement],
});
const deny = fc.constant('Deny' as const);
const allow = fc.constant('Allow' as const);

/** Replaces the nth string value of a question by what is not known. */
function hide(question: SimulationCase, nth: number): SimulationCase {
  let at = 0;
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string') return at++ === nth ? unknownValue(path.join('.')) : value;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, name === 'Version' ? item : walk(item, [...path, name])]),
    );
  };
  const { identity, resourcePolicy, boundary, session, context } = question;
  return { ...question, ...(walk({ context, identity, resourcePolicy, boundary, session }, []) as object) };
}

describe('whatever the policies', () => {
  test('a Deny that is added never opens anything', () => {
    fc.assert(
      fc.property(questions, statements(false, deny), statements(true, deny), (question, forCaller, forResource) => {
        fc.pre(effectOf(question) !== 'allow');
        const identity = [...(question.identity ?? []), withStatement(undefined, forCaller)];
        const resourcePolicy = withStatement(question.resourcePolicy, forResource);
        expect(effectOf({ ...question, identity })).not.toBe('allow');
        expect(effectOf({ ...question, resourcePolicy })).not.toBe('allow');
      }),
      runs(0.4),
    );
  });

  test('an Allow that is added never closes anything', () => {
    fc.assert(
      fc.property(questions, statements(false, allow), statements(true, allow), (question, forCaller, forResource) => {
        fc.pre(effectOf(question) === 'allow');
        const identity = [...(question.identity ?? []), withStatement(undefined, forCaller)];
        const resourcePolicy = withStatement(question.resourcePolicy, forResource);
        expect(effectOf({ ...question, identity })).toBe('allow');
        expect(effectOf({ ...question, resourcePolicy })).toBe('allow');
      }),
      runs(0.06),
    );
  });

  test('the order of statements does not matter', () => {
    const reversed = (document: PolicyDocument): PolicyDocument => ({
      ...document,
      Statement: [...statementsOf(document)].reverse(),
    });
    fc.assert(
      fc.property(questions, (question) => {
        const identity = (question.identity ?? []).map(reversed).reverse();
        const resourcePolicy = question.resourcePolicy && reversed(question.resourcePolicy);
        expect(effectOf({ ...question, identity, ...(resourcePolicy && { resourcePolicy }) })).toBe(effectOf(question));
      }),
      runs(0.4),
    );
  });

  test('what one account refuses, two refuse as well', () => {
    fc.assert(
      fc.property(questions, (question) => {
        fc.pre(question.principal !== 'anonymous' && refused({ ...question, resourceAccount: '222222222222' }));
        expect(effectOf({ ...question, resourceAccount: '111111111111' })).not.toBe('allow');
      }),
      runs(0.4),
    );
  });

  test('a definite answer stays when something that is not known becomes known', () => {
    fc.assert(
      fc.property(questions, fc.nat(40), (question, nth) => {
        const before = effectOf(hide(question, nth));
        fc.pre(before !== 'unknown');
        expect(effectOf(question)).toBe(before);
      }),
      runs(0.8),
    );
  });

  test('every decision says why', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { effect, reasons } = simulate(question);
        expect(reasons[0]?.verdict).toBe(effect);
        for (const { rule, text } of reasons)
          expect([rule, text]).toEqual([expect.stringMatching(/^R-/), expect.any(String)]);
      }),
      runs(0.4),
    );
  });
});
