import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../../access/decision';
import { authorizationDetails, type AuthorizationDetails } from '../../../access/explain/authorization-details';
import { unknownValue } from '../../../access/policy/unknown';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import texts from '../../vectors/decisions/denial-texts.json';

const ROLE = 'arn:aws:iam::222222222222:role/reader';
const SESSION = 'arn:aws:sts::222222222222:assumed-role/reader/s';
const BUCKET = 'arn:aws:s3:::acme';

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/reports/*` } as const;
const version = { Version: '2012-10-17' } as const;
const base: SimulationCase = {
  id: 'x',
  principal: SESSION,
  action: 's3:GetObject',
  resource: `${BUCKET}/reports/x`,
  resourceAccount: '111111111111',
  context: { 'aws:SourceIp': '203.0.113.7', 'aws:ViaAWSService': 'false' },
  identity: [{ ...version, Statement: [{ ...allow, Sid: 'Read' }] }],
  resourcePolicy: { ...version, Statement: [{ ...allow, Principal: { AWS: ROLE } }] },
};
const onKey: SimulationCase = {
  ...base,
  action: 'kms:Decrypt',
  resource: 'arn:aws:kms:eu-west-1:111111111111:key/k',
  context: { 'aws:SourceIp': '203.0.113.7', 'aws:ViaAWSService': 'true' },
  boundary: { ...version, Statement: [{ Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:*', Resource: '*' }] },
};

const detailsOf = (...cases: SimulationCase[]) => authorizationDetails(cases.map(simulate));

describe("AWS's part", () => {
  test('is each call with the statements that matched, and the policies that they stand in', () => {
    const { evaluations, policies } = detailsOf(base);
    expect(evaluations).toMatchObject([
      {
        action: 's3:GetObject',
        resource: `${BUCKET}/reports/x`,
        evaluatedEffect: 'ALLOW',
        matchedPolicies: [
          { uri: `${BUCKET}#resource policy`, matchedStatements: [{ evaluatedEffect: 'ALLOW', statement: '#0' }] },
          {
            uri: `${ROLE}#identity policy 1`,
            matchedStatements: [{ sid: 'Read', evaluatedEffect: 'ALLOW', statement: 'Read' }],
          },
        ],
      },
    ]);
    expect(evaluations[0]!.matchedPolicies[0]!.matchedStatements[0]).not.toHaveProperty('sid');
    expect(policies).toEqual([
      {
        type: 'RESOURCE_BASED_POLICY',
        inline: true,
        uri: `${BUCKET}#resource policy`,
        attachedTo: [{ arn: BUCKET }],
      },
      {
        type: 'IDENTITY_BASED_POLICY',
        inline: true,
        uri: `${ROLE}#identity policy 1`,
        attachedTo: [{ arn: ROLE }],
      },
    ]);
  });

  test('tells what all calls have in common apart from what one has alone', () => {
    const { requestContext, evaluations } = detailsOf(base, base, onKey);
    expect(requestContext).toEqual({
      'aws:sourceip': '203.0.113.7',
      'aws:PrincipalArn': ROLE,
      'aws:PrincipalAccount': '222222222222',
      'aws:PrincipalType': 'AssumedRole',
      'aws:PrincipalIsAWSService': 'false',
      'aws:userid': expect.stringMatching(/:s$/),
    });
    expect(evaluations.map(({ context }) => context)).toEqual([
      { 'aws:viaawsservice': 'false' },
      { 'aws:viaawsservice': 'false' },
      { 'aws:viaawsservice': 'true' },
    ]);
  });

  test('names the effect of a denial, and the type of the policy that denies', () => {
    const { evaluations, policies } = detailsOf(onKey);
    expect(evaluations[0]).toMatchObject({
      evaluatedEffect: 'EXPLICIT_DENY',
      matchedPolicies: [{ matchedStatements: [{ sid: 'NoKeys', evaluatedEffect: 'DENY' }] }],
    });
    const { uri } = evaluations[0]!.matchedPolicies[0]!;
    expect(policies.find((policy) => policy.uri === uri)).toMatchObject({ type: 'PERMISSIONS_BOUNDARY' });
  });

  test('gives a managed policy its ARN', () => {
    const decision = simulate(base);
    const arn = 'arn:aws:iam::222222222222:policy/read';
    const managed = decision.reasons.map((one) => (one.gate === 'identity' ? { ...one, policyArn: arn } : one));
    const { policies } = authorizationDetails([{ ...decision, call: decision.call, reasons: managed }]);
    expect(policies).toContainEqual(expect.objectContaining({ uri: arn, inline: false }));
  });

  test('is whole for every kind of denial', () => {
    for (const one of texts as unknown as SimulationCase[]) {
      const details = JSON.parse(JSON.stringify(detailsOf(one))) as AuthorizationDetails;
      const { evaluatedEffect, gates, matchedPolicies } = details.evaluations[0]!;
      const denial = simulate(one).effect === 'explicitDeny' ? 'EXPLICIT_DENY' : 'IMPLICIT_DENY';
      expect([evaluatedEffect, gates.length > 0]).toEqual([denial, true]);
      const uris = details.policies.map(({ uri }) => uri);
      for (const { uri } of matchedPolicies) expect(uris).toContain(uri);
    }
  });
});

describe('the rest', () => {
  const silent: SimulationCase = { ...base, resource: `${BUCKET}/other/x` };

  test('is each gate with its verdict, its rules and what nearly matched', () => {
    const [{ gates, decision, principal }] = detailsOf(silent).evaluations as [ReturnType<typeof first>];
    expect([decision, principal]).toEqual(['implicitDeny', SESSION]);
    expect(gates).toMatchObject([
      {
        gate: 'identity',
        side: 'caller',
        account: '222222222222',
        verdict: 'implicitDeny',
        reasons: [{ rule: 'R-ORDER', nearMisses: [{ element: 'Resource', wanted: [`${BUCKET}/reports/*`] }] }],
      },
      { gate: 'resource', side: 'resource', account: '111111111111', verdict: 'implicitDeny' },
    ]);
  });
  const first = () => detailsOf(silent).evaluations[0]!;

  test('says of a gate the strictest that its statements say', () => {
    const identity = [{ ...version, Statement: [allow, { ...allow, Effect: 'Deny' as const }] }];
    const [first] = detailsOf({ ...base, identity }).evaluations[0]!.gates;
    expect(first).toMatchObject({ gate: 'identity', verdict: 'explicitDeny' });
    expect(first!.reasons.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining(['explicitDeny', 'allow']));
  });

  test('is what is missing on each side, and the whole in words', () => {
    const { missing, explanation } = first();
    expect(missing).toMatchObject([
      { side: 'caller', statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: silent.resource } },
      { side: 'resource', statement: { Principal: { AWS: ROLE } } },
    ]);
    expect(explanation).toContain(`${SESSION} may not s3:GetObject on ${silent.resource}`);
  });

  test('tells an answer that depends on something from a denial', () => {
    const identity = [{ ...version, Statement: [{ ...allow, Resource: unknownValue('aws_s3_bucket.lake.arn') }] }];
    expect(detailsOf({ ...base, identity }).evaluations[0]).toMatchObject({
      evaluatedEffect: 'IMPLICIT_DENY',
      decision: 'unknown',
      gates: expect.arrayContaining([
        expect.objectContaining({
          gate: 'identity',
          verdict: 'unknown',
          reasons: [expect.objectContaining({ dependsOn: ['aws_s3_bucket.lake.arn'] })],
        }),
      ]),
    });
  });

  test("leaves the resource's side out for who may not see it, and the effect in", () => {
    const unseen = {
      ...base,
      resourcePolicy: { ...version, Statement: [{ ...allow, Principal: { AWS: '333333333333' } }] },
    };
    const decisions = [simulate(unseen), simulate(onKey)];
    const isKms = ({ call }: Decision) => call.action.startsWith('kms:');
    const { evaluations, policies } = authorizationDetails(decisions, isKms);
    expect(evaluations[0]).toMatchObject({ evaluatedEffect: 'IMPLICIT_DENY', missing: [] });
    expect(evaluations[0]!.gates.map(({ side }) => side)).toEqual(['caller']);
    expect(evaluations[0]!.explanation).not.toContain('resource-based');
    expect(policies.map(({ attachedTo }) => attachedTo)).not.toContainEqual([{ arn: BUCKET }]);
    expect(evaluations[1]!.gates.map(({ gate }) => gate)).toContain('boundary');
  });
});

test('of a request that needed no permission there is nothing', () => {
  expect(authorizationDetails([])).toEqual({ requestContext: {}, evaluations: [], policies: [] });
});
