import { describe, expect, test } from '@jest/globals';
import { decideWith } from '../../../access/decide/decide-with';
import { authorizationDetails } from '../../../access/explain/authorization-details';
import type { PolicyDocument } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';
import { authorize } from '../../../access/services/authorize';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import { callerOf, caseWorld, CONNECTION, READER } from '../services/world';

const ACCOUNT = '222222222222';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/s`;
const document = (statement: object): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }],
});
const open = document({});
const closed = document({ Effect: 'Deny' });
const closedToAll = document({ Effect: 'Deny', Principal: '*' });
const base: SimulationCase = {
  id: 'x',
  principal: SESSION,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::acme/reports/a',
  resourceAccount: ACCOUNT,
  identity: [open],
};
const detailsOf = (more: Partial<SimulationCase>) => authorizationDetails([simulate({ ...base, ...more })]);

// https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_PolicyInfo.html
describe('a policy that took part is told by its type and by what it is attached to', () => {
  test.each<[string, Partial<SimulationCase>, string, string | undefined, string]>([
    ['of identity', { identity: [closed] }, 'IDENTITY_BASED_POLICY', ROLE, 'identity policy 1'],
    ['a boundary', { boundary: closed }, 'PERMISSIONS_BOUNDARY', ROLE, 'permissions boundary'],
    ['of a session', { session: closed }, 'SESSION_POLICY', SESSION, 'session policy 1'],
    ['of a bucket', { resourcePolicy: closedToAll }, 'RESOURCE_BASED_POLICY', 'arn:aws:s3:::acme', 'resource policy'],
    [
      'one that Block Public Access closes',
      {
        resourcePolicy: document({ Principal: '*' }),
        publicAccessBlock: { restrictPublicBuckets: true },
        resourceAccount: '111111111111',
      },
      'RESOURCE_BASED_POLICY',
      'arn:aws:s3:::acme',
      'resource policy',
    ],
    ['of an organization', { scps: [[closed]] }, 'SERVICE_CONTROL_POLICY', undefined, 'SCP of level 1, 1'],
    ['of its resources', { rcps: [[closedToAll]] }, 'RESOURCE_CONTROL_POLICY', undefined, 'RCP of level 1, 1'],
    ['of an endpoint', { vpce: closedToAll }, 'VPC_ENDPOINT_POLICY', undefined, 'VPC endpoint policy'],
  ])('%s', (_whose, more, type, arn, name) => {
    expect(detailsOf(more).policies[0]).toStrictEqual({
      type,
      inline: true,
      uri: `${arn ?? type}#${name}`,
      attachedTo: arn === undefined ? [] : [{ arn }],
    });
  });

  test.each([
    ['a bucket itself', 'arn:aws:s3:::acme', 'arn:aws:s3:::acme'],
    ['an object', 'arn:aws:s3:::acme/a:b/c', 'arn:aws:s3:::acme'],
    ['an object of a bucket named like access points', 'arn:aws:s3:::accesspoint/a/b', 'arn:aws:s3:::accesspoint'],
    [
      'an access point',
      'arn:aws:s3:eu-west-1:111111111111:accesspoint/data',
      'arn:aws:s3:eu-west-1:111111111111:accesspoint/data',
    ],
    [
      'an object through one',
      'arn:aws:s3:eu-west-1:111111111111:accesspoint/data/object/a/b',
      'arn:aws:s3:eu-west-1:111111111111:accesspoint/data',
    ],
    ['everything', '*', '*'],
  ])('on %s it stands where a policy can', (_what, resource, arn) => {
    expect(detailsOf({ resource, resourcePolicy: closedToAll }).policies[0]!.attachedTo).toEqual([{ arn }]);
  });

  test('a key and a role have their own', () => {
    const key = 'arn:aws:kms:eu-west-1:222222222222:key/k';
    const details = detailsOf({ action: 'kms:Decrypt', resource: key, resourcePolicy: closedToAll });
    expect(details.policies[0]!.attachedTo).toEqual([{ arn: key }]);
    const trust = { Statement: { Effect: 'Deny', Principal: '*', Action: 'sts:*' } } as const;
    const assume = detailsOf({ action: 'sts:AssumeRole', resource: ROLE, resourcePolicy: trust });
    expect(assume.policies[0]!.attachedTo).toEqual([{ arn: ROLE }]);
  });

  test('a managed policy by its ARN', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/no`;
    const call = { caller: READER, action: 's3:GetObject', resource: '*', resourceAccount: ACCOUNT, context: {} };
    const { policies } = authorizationDetails([
      decideWith({ identity: [{ name: 'no', arn, document: closed }] }, call),
    ]);
    expect(policies).toStrictEqual([
      { type: 'IDENTITY_BASED_POLICY', inline: false, uri: arn, attachedTo: [{ arn: ROLE }] },
    ]);
  });
});

describe('no policy is told', () => {
  test('where there is none that could have allowed', () => {
    const { policies, evaluations } = detailsOf({ identity: [] });
    expect(policies).toEqual([]);
    expect(evaluations[0]!.matchedPolicies).toEqual([]);
  });

  test('of what a service refuses by itself', () => {
    const roleArn = 'arn:aws:iam::333333333333:role/nobody';
    const who = { caller: callerOf('root'), connection: CONNECTION };
    const { refusal } = authorize(caseWorld(), { service: 'sts', operation: 'AssumeRole', roleArn, ...who });
    const { policies, evaluations } = authorizationDetails([refusal!]);
    expect(policies).toEqual([]);
    expect(evaluations[0]!.gates).toEqual([
      {
        gate: 'service',
        side: 'resource',
        verdict: 'explicitDeny',
        reasons: [{ rule: 'R-STS-ROOT', verdict: 'explicitDeny', text: 'roles may not be assumed by root accounts' }],
      },
    ]);
    expect(evaluations[0]!.gates[0]).not.toHaveProperty('account');
  });
});

describe('statements that match', () => {
  test('are told by policy, in the order in which they stand', () => {
    const identity: PolicyDocument[] = [
      {
        Version: '2012-10-17',
        Statement: [
          { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          { Sid: 'Other', Effect: 'Allow', Action: 'kms:*', Resource: '*' },
        ],
      },
      document({ Sid: 'Second' }),
    ];
    expect(detailsOf({ identity }).evaluations[0]!.matchedPolicies).toStrictEqual([
      {
        uri: `${ROLE}#identity policy 1`,
        matchedStatements: [
          { sid: 'All', evaluatedEffect: 'ALLOW', statement: 'All' },
          { evaluatedEffect: 'ALLOW', statement: '#1' },
        ],
      },
      {
        uri: `${ROLE}#identity policy 2`,
        matchedStatements: [{ sid: 'Second', evaluatedEffect: 'ALLOW', statement: 'Second' }],
      },
    ]);
  });

  test('are not those that only perhaps do, and a gate of which one perhaps denies is as strict as its silence', () => {
    const identity = [document({ Effect: 'Deny', Resource: unknownValue('aws_s3_bucket.lake.arn') })];
    const [evaluation] = detailsOf({ identity }).evaluations;
    expect(evaluation!.matchedPolicies).toEqual([]);
    expect(evaluation!.gates.map(({ gate, verdict, reasons }) => [gate, verdict, reasons.length])).toEqual([
      ['identity', 'implicitDeny', 2],
    ]);
    const [first, second] = evaluation!.gates[0]!.reasons;
    expect([first!.verdict, second!.verdict]).toEqual(['unknown', 'implicitDeny']);
  });
});
