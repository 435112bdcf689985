import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { missingStatements, type MissingStatement } from '../../../access/explain/missing-statements';
import type { PolicyDocument } from '../../../access/policy/document';
import { statementsOf } from '../../../access/policy/statements';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import { questions } from '../arbitraries';

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

const own: SimulationCase = {
  id: 'own',
  principal: 'arn:aws:iam::111111111111:role/reader',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::lake/x',
  resourceAccount: '111111111111',
};
const across: SimulationCase = { ...own, principal: 'arn:aws:iam::222222222222:role/reader' };
const gatesOf = (question: SimulationCase) => missingStatements(simulate(question)).map(({ gate }) => gate);

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
      { numRuns: 2000 },
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
      { numRuns: 2000 },
    );
  });

  test('stand on both sides across accounts, and on one of them within an account', () => {
    expect(gatesOf(across)).toEqual(['identity', 'resource']);
    expect(gatesOf(own)).toEqual(['identity']);
  });

  test('stand in the key policy or the trust policy, whose word is needed in any case', () => {
    const key = { ...own, action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111111111111:key/k' };
    expect(missingStatements(simulate(key))).toEqual([
      {
        gate: 'resource',
        side: 'resource',
        account: '111111111111',
        where: 'the key policy',
        statement: { Effect: 'Allow', Principal: { AWS: own.principal }, Action: 'kms:Decrypt', Resource: '*' },
      },
    ]);
    const role = { ...own, action: 'sts:AssumeRole', resource: 'arn:aws:iam::111111111111:role/access' };
    expect(missingStatements(simulate(role))[0]?.statement).toEqual({
      Effect: 'Allow',
      Principal: { AWS: own.principal },
      Action: 'sts:AssumeRole',
    });
  });

  test('are none where no policy can open anything: most of KMS does not work on a key of another account', () => {
    const key = { action: 'kms:ScheduleKeyDeletion', resource: 'arn:aws:kms:eu-west-1:111111111111:key/k' };
    expect(gatesOf({ ...across, ...key })).toEqual([]);
    expect(gatesOf({ ...own, ...key })).toEqual(['resource']);
  });

  test('are none where a statement denies, and none where the call is allowed', () => {
    const Statement = { Effect: 'Deny', Action: '*', Resource: '*' } as const;
    expect(gatesOf({ ...own, identity: [{ Statement }] })).toEqual([]);
    expect(gatesOf({ ...own, identity: [{ Statement: { ...Statement, Effect: 'Allow' } }] })).toEqual([]);
  });
});
