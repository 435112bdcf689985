import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { missingStatements, type MissingStatement } from '../../../access/explain/missing-statements';
import type { PolicyDocument } from '../../../access/policy/document';
import { statementsOf } from '../../../access/policy/statements';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import { questions } from '../arbitraries';
import { runs } from '../questions/runs';

const documentWith = (document: PolicyDocument | undefined, { statement }: MissingStatement): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...(document ? statementsOf(document) : []), statement],
});

/** Pastes a statement where it is said to be missing. */
function pasted(question: SimulationCase, missing: MissingStatement): SimulationCase {
  switch (missing.gate) {
    case 'identity':
      return { ...question, identity: [...(question.identity ?? []), documentWith(undefined, missing)] };
    case 'resource':
      return { ...question, resourcePolicy: documentWith(question.resourcePolicy, missing) };
    case 'boundary':
      return { ...question, boundary: documentWith(question.boundary, missing) };
    case 'session':
      return { ...question, session: documentWith(question.session as PolicyDocument, missing) };
    case 'vpce':
      return { ...question, vpce: documentWith(question.vpce, missing) };
    case 'scp':
      return { ...question, scps: question.scps!.map((level) => [...level, documentWith(undefined, missing)]) };
    default:
      throw new Error(`nothing can be added to the ${missing.gate} gate`);
  }
}

describe('the statements that are missing', () => {
  test('open whatever nothing denies, once they are added', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const decision = simulate(question);
        fc.pre(decision.effect === 'implicitDeny');
        const missing = missingStatements(decision);
        expect(missing).not.toHaveLength(0);
        expect(simulate(missing.reduce(pasted, question)).effect).toBe('allow');
      }),
      runs(0.4),
    );
  });

  test('are needed one and all: without any of them the call stays refused', () => {
    fc.assert(
      fc.property(questions, fc.nat(), (question, pick) => {
        const missing = missingStatements(simulate(question));
        fc.pre(missing.length > 1);
        const others = missing.filter((_, index) => index !== pick % missing.length);
        expect(simulate(others.reduce(pasted, question)).effect).not.toBe('allow');
      }),
      runs(0.4),
    );
  });
});
