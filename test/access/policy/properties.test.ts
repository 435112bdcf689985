import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { PolicyKind } from '../../../access/policy/document';
import { checkPolicy, parsePolicy } from '../../../access/policy/parse';
import { refusalBy } from './refusal';

const KINDS: readonly PolicyKind[] = [
  'identity',
  'boundary',
  'session',
  'scp',
  'bucket',
  'key',
  'vpce',
  'rcp',
  'trust',
];
const kind = fc.constantFrom(...KINDS);

/** Values that are right in some place of some policy, and wrong in others. */
const word = fc.constantFrom(
  ...['Allow', 'Deny', 'allow', '*', '2012-10-17', '2008-10-17', '', 'S1', 'two words'],
  ...['s3:GetObject', 's3:*', 'sts:AssumeRole', 'kms:Decrypt', 'GetObject', 'a:b:c'],
  ...['arn:aws:s3:::acme', 'arn:aws:s3:::acme/*', 'arn:aws:iam::111111111111:role/r', 'arn:x', '111111111111'],
  ...['ec2.amazonaws.com', 'true', '10.0.0.0/8', '2026-01-31T00:00:00Z', 'constructor'],
);
const scalar = fc.oneof({ weight: 8, arbitrary: word }, { weight: 1, arbitrary: fc.jsonValue() });
const values = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const condition = fc.dictionary(
  fc.constantFrom('StringEquals', 'DateLessThan', 'ForAnyValue:StringLike', 'BoolIfExists', 'Null', 'Nothing'),
  fc.oneof(fc.dictionary(fc.constantFrom('aws:SourceIp', 'aws:userid', '__proto__'), values, { maxKeys: 2 }), scalar),
  { maxKeys: 2 },
);
const principal = fc.oneof(
  fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', 'CanonicalUser', 'toString'), values, {
    maxKeys: 2,
  }),
  scalar,
);
const statement = fc.record(
  {
    Sid: scalar,
    Effect: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('Allow', 'Deny') }, { weight: 1, arbitrary: scalar }),
    Principal: principal,
    NotPrincipal: principal,
    Action: values,
    NotAction: values,
    Resource: values,
    NotResource: values,
    Condition: fc.oneof(condition, scalar),
  },
  { requiredKeys: ['Effect', 'Action'] },
);
const policy = fc.record(
  {
    Version: scalar,
    Id: scalar,
    Statement: fc.oneof(statement, fc.array(fc.oneof(statement, scalar), { maxLength: 3 })),
  },
  { requiredKeys: ['Statement'] },
);

/** Policies of which most are right. */
const rightPolicy = fc
  .record({
    kind: fc.constantFrom<PolicyKind>('bucket', 'key', 'vpce'),
    Sid: fc.string({ maxLength: 8 }),
    Effect: fc.constantFrom('Allow', 'Deny'),
    AWS: fc.subarray(['*', '111111111111', 'arn:aws:iam::111111111111:role/r', 'AROAEXAMPLE'], {
      minLength: 1,
    }),
    value: fc.oneof(fc.string(), fc.double(), fc.boolean()),
  })
  .map(({ kind: of, Sid, Effect, AWS, value }) => ({
    kind: of,
    document: {
      Version: '2012-10-17',
      Statement: {
        Sid,
        Effect,
        Principal: { AWS },
        Action: of === 'key' ? 'kms:Decrypt' : 's3:GetObject',
        Resource: of === 'key' ? '*' : 'arn:aws:s3:::acme/*',
        Condition: { StringEquals: { 'aws:UserAgent': value } },
      },
    },
  }));

const runs = { numRuns: 5_000 };

describe('for every value', () => {
  test('checkPolicy refuses with a PolicyError or not at all', () => {
    fc.assert(
      fc.property(fc.oneof(policy, fc.jsonValue(), fc.anything()), kind, (document, of) => {
        refusalBy(() => checkPolicy(document, of));
      }),
      runs,
    );
  });

  test('parsePolicy refuses with a PolicyError or not at all, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          policy.map((document) => JSON.stringify(document)),
        ),
        kind,
        (text, of) => {
          refusalBy(() => parsePolicy(text, of));
        },
      ),
      runs,
    );
  });

  test('a policy that is accepted is accepted again, and is the same, after a JSON round trip', () => {
    let accepted = 0;
    const again = (document: unknown, of: PolicyKind) => {
      if (refusalBy(() => checkPolicy(document, of))) return;
      accepted++;
      const once = parsePolicy(JSON.stringify(document), of);
      expect(parsePolicy(JSON.stringify(once), of)).toEqual(once);
      expect(JSON.stringify(once)).toBe(JSON.stringify(document));
    };
    fc.assert(fc.property(policy, kind, again), runs);
    fc.assert(
      fc.property(rightPolicy, ({ document, kind: of }) => again(document, of)),
      runs,
    );
    expect(accepted).toBeGreaterThan(1_000);
  });

  test('text and document are judged alike', () => {
    fc.assert(
      fc.property(policy, kind, (document, of) => {
        const text = JSON.stringify(document);
        expect(refusalBy(() => parsePolicy(text, of))).toEqual(refusalBy(() => checkPolicy(JSON.parse(text), of)));
      }),
      runs,
    );
  });

  test('nesting of any depth is refused, and breaks nothing', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":${deep},"Resource":"*"}]}`;
    expect(refusalBy(() => parsePolicy(text, 'bucket'))?.code).toBe('MalformedPolicy');
  });
});
