import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { lint } from '../../../access/lint/lint';
import type { PolicyKind } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';
import { documents } from '../arbitraries';

const objects = 'arn:aws:s3:::acme/*';

describe('findings', () => {
  test('say where, what, how to mend it and which page of AWS says so', () => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:PutObject', Resource: objects },
        { Sid: 'List', Effect: 'Allow', Action: 's3:ListBucket', Resource: objects },
      ],
    };
    expect(lint(document, { kind: 'identity' })).toEqual([
      {
        id: 'action-on-no-resource',
        severity: 'error',
        path: { statement: 1, sid: 'List', element: 'Action' },
        text: `s3:ListBucket is never asked on ${objects}`,
        fix: 'give it arn:aws:s3:::BUCKETNAME as Resource, in a statement of its own',
        see: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
      },
    ]);
  });

  test('come errors first, and within a severity by statement', () => {
    const document = {
      Statement: [
        { Effect: 'Allow', Action: ['s3:PutObject', 's3:Put*'], Resource: objects },
        { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::other' },
        { Effect: 'Allow', Action: 's3:HeadObject', Resource: objects },
        { Effect: 'Allow', Action: 's3:HeadBucket', Resource: objects },
      ],
    };
    const found = lint(document, { kind: 'identity' }).map(({ severity, path }) => [severity, path.statement]);
    expect(found).toEqual([
      ['error', 2],
      ['error', 3],
      ['warning', 1],
      ['suggestion', undefined],
      ['suggestion', 0],
    ]);
  });

  test('about the policy as a whole come before those about its statements, whichever rule is asked first', () => {
    const document = {
      Statement: [
        { Effect: 'Allow', Action: ['s3:PutObject', 's3:Put*'], Resource: objects },
        { Effect: 'Allow', Action: ['s3:PutObjectAcl'], Resource: objects, Condition: {} },
      ],
    };
    const found = lint(document, { kind: 'identity' }).map(({ id, path }) => [id, path.statement]);
    expect(found).toEqual([
      ['old-version', undefined],
      ['redundant-action', 0],
      ['empty-condition', 1],
    ]);
  });

  test('of a policy that AWS refuses are its refusal alone', () => {
    const document = { Statement: { Effect: 'Allow', Action: 's3:HeadObject', Resource: objects, Color: 'red' } };
    expect(lint(document, { kind: 'identity' })).toEqual([
      {
        id: 'not-saved',
        severity: 'error',
        path: { element: 'policy' },
        text: 'AWS refuses to save this policy: MalformedPolicyDocument: Syntax errors in policy.',
        fix: expect.stringContaining('"Color"'),
        see: expect.stringMatching(/^https:/),
      },
    ]);
  });

  test('say nothing of what is not known yet', () => {
    const open = unknownValue('var.x');
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: open,
          Principal: open,
          Action: open,
          Resource: open,
          Condition: { StringEquals: { 'aws:PrincipalOrgID': open, [open]: open }, [open]: { 's3:prefix': open } },
        },
        {
          Effect: 'Allow',
          Principal: { AWS: open },
          Action: ['s3:GetObject', 's3:ListBucket', open],
          Resource: open,
          Condition: { Bool: { 'aws:SecureTransport': open } },
        },
      ],
    };
    expect(lint(document, { kind: 'bucket', account: '111111111111' })).toEqual([]);
  });
});

test('the linter reads any policy, of whatever kind it is said to be', () => {
  const kinds: PolicyKind[] = ['identity', 'bucket', 'key', 'trust', 'session', 'boundary', 'scp', 'rcp', 'vpce'];
  const any = fc.boolean().chain(documents);
  fc.assert(
    fc.property(any, fc.constantFrom(...kinds), (document, kind) => {
      expect(Array.isArray(lint(document, { kind, account: '111111111111' }))).toBe(true);
    }),
  );
});
