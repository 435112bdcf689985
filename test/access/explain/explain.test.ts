import { describe, expect, test } from '@jest/globals';
import { awsText } from '../../../access/explain/aws-text';
import { explain } from '../../../access/explain/words';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import texts from '../../vectors/decisions/denial-texts.json';

type TextCase = SimulationCase & { readonly text: string; readonly hidden: string };

describe("refuses in AWS's words", () => {
  test.each((texts as unknown as TextCase[]).map((one) => [one.id, one] as const))('%s', (_id, one) => {
    const decision = simulate(one);
    expect(awsText(decision, true)).toBe(one.text);
    expect(awsText(decision, false)).toBe(one.hidden);
  });
});

describe('explains', () => {
  const object = 'arn:aws:s3:::acme/reports/x';
  const base: SimulationCase = {
    id: 'x',
    principal: 'arn:aws:sts::222222222222:assumed-role/reader/s',
    action: 's3:GetObject',
    resource: object,
    resourceAccount: '111111111111',
    identity: [
      {
        Version: '2012-10-17',
        Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme/report/*' }],
      },
    ],
  };

  test('a silence by the statement that nearly matched, and the missing other side', () => {
    expect(explain(simulate(base)).split('\n')).toEqual([
      `arn:aws:sts::222222222222:assumed-role/reader/s may not s3:GetObject on ${object}: ` +
        "no identity-based policy of role arn:aws:iam::222222222222:role/reader allows it (caller's side, account 222222222222, R-ORDER)",
      `  nearly: the resource is ${object}, statement Read of identity policy 1 has arn:aws:s3:::acme/report/*`,
      "- the bucket has no resource-based policy that allows it (resource's side, account 111111111111, R-STRENGTH)",
      `to allow it, add to an identity policy of the caller's in account 222222222222: {"Effect":"Allow","Action":"s3:GetObject","Resource":"${object}"}`,
      `to allow it, add to the bucket policy in account 111111111111: {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/reader"},"Action":"s3:GetObject","Resource":"${object}"}`,
    ]);
  });

  test('an explicit denial by what would have to change', () => {
    const identity = [{ Statement: { Sid: 'No', Effect: 'Deny', Action: '*', Resource: '*' } as const }];
    expect(
      explain(simulate({ ...base, identity }))
        .split('\n')
        .at(-1),
    ).toBe('to allow it, change statement No of identity policy 1 in account 222222222222');
  });

  test('a condition that nearly held, with the value that the request has', () => {
    const Condition = { StringLike: { 's3:prefix': 'reports/*' } };
    const list: SimulationCase = {
      ...base,
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::acme',
      context: { 's3:prefix': '' },
      identity: [
        {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme', Condition }],
        },
      ],
    };
    expect(explain(simulate(list))).toContain(
      'nearly: s3:prefix is "", statement #0 of identity policy 1 has StringLike reports/*',
    );
    expect(explain(simulate({ ...list, context: {} }))).toContain('nearly: the request has no s3:prefix');
  });

  test('an allow by the statements of both sides', () => {
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme/*' } as const;
    const words = explain(
      simulate({
        ...base,
        identity: [{ Version: '2012-10-17', Statement: [statement] }],
        resourcePolicy: {
          Version: '2012-10-17',
          Statement: [{ ...statement, Sid: 'Reader', Principal: { AWS: '222222222222' } }],
        },
      }),
    );
    expect(words).toContain('statement Reader of resource policy allows it');
    expect(words).toContain('statement #0 of identity policy 1 allows it');
  });

  test('which values an answer depends on', () => {
    const identity = [
      {
        Version: '2012-10-17' as const,
        Statement: [
          { Effect: 'Allow' as const, Action: 's3:GetObject', Resource: '\uE000aws_s3_bucket.lake.arn\uE001/*' },
        ],
      },
    ];
    const decision = simulate({ ...base, resourceAccount: '222222222222', identity });
    expect(decision.effect).toBe('unknown');
    expect(explain(decision)).toContain('it depends on aws_s3_bucket.lake.arn');
  });
});
