import { describe, expect, test } from '@jest/globals';
import { authorizationDetails } from '../../../access/explain/authorization-details';
import { explain } from '../../../access/explain/words';
import type { PolicyDocument } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';
import { authorize } from '../../../access/services/authorize';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import { callerOf, caseWorld, CONNECTION } from '../services/world';

const PRODUCER = '111111111111';
const CONSUMER = '222222222222';
const OBJECT = 'arn:aws:s3:::acme/a';
const SESSION = `arn:aws:sts::${CONSUMER}:assumed-role/reader/s`;
const callers = `caller's side, account ${CONSUMER}`;
const resources = `resource's side, account ${PRODUCER}`;

const document = (...statements: object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((one) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...one })),
});
const across: SimulationCase = {
  id: 'x',
  principal: SESSION,
  action: 's3:GetObject',
  resource: OBJECT,
  resourceAccount: PRODUCER,
  identity: [document({})],
  resourcePolicy: document({ Principal: { AWS: CONSUMER } }),
};
const linesOf = (more: Partial<SimulationCase>) => explain(simulate({ ...across, ...more })).split('\n');

describe('an explanation says', () => {
  test('who may what, and by which statements', () => {
    expect(linesOf({})).toEqual([
      `${SESSION} may s3:GetObject on ${OBJECT}: statement #0 of resource policy allows it (${resources}, R-STRENGTH)`,
      `- statement #0 of identity policy 1 allows it (${callers}, R-ORDER)`,
    ]);
  });

  test('of a denial which statement would have to change, and of what allows nothing of the kind', () => {
    const identity = [document({}, { Sid: 'No', Effect: 'Deny' })];
    expect(linesOf({ identity })).toEqual([
      `${SESSION} may not s3:GetObject on ${OBJECT}: statement No of identity policy 1 denies it (${callers}, R-DENY)`,
      `- statement #0 of resource policy allows it (${resources}, R-STRENGTH)`,
      `- statement #0 of identity policy 1 allows it (${callers}, R-ORDER)`,
      `to allow it, change statement No of identity policy 1 in account ${CONSUMER}`,
    ]);
  });

  test('of several denials each', () => {
    const closed = { Sid: 'No', Effect: 'Deny' };
    const more = { identity: [document(closed)], resourcePolicy: document({ ...closed, Principal: '*' }) };
    expect(linesOf(more).slice(-2)).toEqual([
      `to allow it, change statement No of resource policy in account ${PRODUCER}`,
      `to allow it, change statement No of identity policy 1 in account ${CONSUMER}`,
    ]);
  });

  test('of Block Public Access which policy would have to change', () => {
    const resourcePolicy = document({ Principal: '*' });
    expect(linesOf({ resourcePolicy, publicAccessBlock: { restrictPublicBuckets: true } })).toEqual([
      `${SESSION} may not s3:GetObject on ${OBJECT}: RestrictPublicBuckets closes the bucket to other accounts, ` +
        `because the resource policy is public (${resources}, R-BPA-4)`,
      `- statement #0 of resource policy allows it (${resources}, R-STRENGTH)`,
      `- statement #0 of identity policy 1 allows it (${callers}, R-ORDER)`,
      `to allow it, change resource policy in account ${PRODUCER}`,
    ]);
  });

  test('of what a service refuses by itself nothing that could be changed', () => {
    const roleArn = `arn:aws:iam::${PRODUCER}:role/team/lake`;
    const who = { caller: callerOf('root'), connection: CONNECTION };
    const { refusal } = authorize(caseWorld(), { service: 'sts', operation: 'AssumeRole', roleArn, ...who });
    expect(explain(refusal!)).toBe(
      `arn:aws:iam::${CONSUMER}:root may not sts:AssumeRole on ${roleArn}: ` +
        "roles may not be assumed by root accounts (resource's side, R-STS-ROOT)",
    );
  });

  test('of an answer that is open what it depends on, all of it', () => {
    const resource = `${unknownValue('aws_s3_bucket.lake.arn')}/${unknownValue('var.prefix')}`;
    expect(linesOf({ identity: [document({ Resource: resource })] })).toEqual([
      `${SESSION} perhaps may s3:GetObject on ${OBJECT}: statement #0 of identity policy 1 perhaps allows it; ` +
        `it depends on aws_s3_bucket.lake.arn, var.prefix (${callers}, R-ORDER)`,
      `- statement #0 of resource policy allows it (${resources}, R-STRENGTH)`,
    ]);
  });

  test('without the account where a policy stands in none', () => {
    const vpce = document({ Principal: '*', Resource: 'arn:aws:s3:::other/*' });
    const [first, near, allowed, missing, ...others] = linesOf({
      principal: 'anonymous',
      identity: [],
      vpce,
      resourcePolicy: document({ Principal: '*' }),
    });
    expect(first).toBe(
      `anonymous may not s3:GetObject on ${OBJECT}: the policy of the VPC endpoint does not allow it (caller's side, R-VPCE)`,
    );
    expect(near).toBe(
      `  nearly: the resource is ${OBJECT}, statement #0 of VPC endpoint policy has arn:aws:s3:::other/*`,
    );
    expect(allowed).toBe(`- statement #0 of resource policy allows it (${resources}, R-STRENGTH)`);
    expect(missing).toBe(
      `to allow it, add to the VPC endpoint policy: {"Effect":"Allow","Action":"s3:GetObject","Resource":"${OBJECT}","Principal":"*"}`,
    );
    expect(others).toEqual([]);
  });

  test('nothing of why to who may not see it', () => {
    const decision = simulate({ ...across, principal: 'anonymous', resourcePolicy: document() });
    const { evaluations } = authorizationDetails([decision], () => false);
    expect(evaluations[0]!.explanation).toBe(`anonymous may not s3:GetObject on ${OBJECT}`);
  });
});
