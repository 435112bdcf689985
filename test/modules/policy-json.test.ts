import { describe, expect, it } from '@jest/globals';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Token } from 'cdktf';
import * as fc from 'fast-check';
import type { PolicyDocument, Statement } from '../../access/policy/document';
import { policyJson } from '../../modules/policy-json';
import { only, policyOf, synthStack } from './synth-stack';

const documentOf = (statement: Partial<Statement>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement }],
});

describe('policyJson', () => {
  it('gives equal documents equal text, in the order in which AWS writes them', () => {
    const written: PolicyDocument = {
      Statement: {
        Resource: '*',
        Condition: { StringLike: { b: '2', a: '1' }, Bool: { c: 'true' } },
        Effect: 'Deny',
        Action: 'x:y',
        Sid: 'S',
      },
      Version: '2012-10-17',
    };
    expect(policyJson(written)).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Deny","Action":"x:y","Resource":"*",' +
        '"Condition":{"Bool":{"c":"true"},"StringLike":{"a":"1","b":"2"}}}]}',
    );
  });

  it('keeps the order of lists', () => {
    expect(policyJson(documentOf({ Action: ['b:b', 'a:a'] }))).toContain('["b:b","a:a"]');
  });

  it('escapes the variables of IAM, which Terraform would take for expressions of its own', () => {
    expect(policyJson(documentOf({ Resource: 'arn:aws:s3:::b/${aws:username}/%{x}/*' }))).toContain(
      '"arn:aws:s3:::b/$${aws:username}/%%{x}/*"',
    );
  });

  it('lets the tokens of CDKTF through, also beside variables of IAM and after a dollar sign', () => {
    const json = synthStack((stack) => {
      const bucket = new S3Bucket(stack, 'b', { bucket: 'acme-data' });
      const policy = policyJson(documentOf({ Resource: [`${bucket.arn}/\${aws:username}/*`, `$${bucket.arn}`] }));
      new S3BucketPolicy(stack, 'p', { bucket: bucket.bucket, policy });
    });
    const { policy } = only(json, 'aws_s3_bucket_policy');
    expect(policy).toContain('"${aws_s3_bucket.b.arn}/$${aws:username}/*"');
    expect(JSON.parse(String(policy)).Statement[0].Resource[1]).toBe('$${aws_s3_bucket.b.arn}');
    expect(policy).not.toContain('$${aws_s3_bucket');
  });

  it('refuses tokens that would stay unresolved inside a text', () => {
    const list = Token.asList({ resolve: () => ['a'], creationStack: [], toString: () => '' });
    expect(() => policyJson(documentOf({ Action: list }))).toThrow(
      /^policy has a CDKTF token that is no string, got ".*"; allowed: literals and string tokens; name the single values/,
    );
    const number = Token.asNumber({ resolve: () => 1, creationStack: [], toString: () => '' });
    expect(() => policyJson(documentOf({ Condition: { NumericLessThan: { 's3:TlsVersion': number } } }))).toThrow(
      /token that is no string/,
    );
  });

  it('refuses an element that policies do not have', () => {
    const misspelt = { ...documentOf({}), Statment: [] } as unknown as PolicyDocument;
    expect(() => policyJson(misspelt)).toThrow(
      'policy has an element that policies do not have, got "Statment"; allowed: Version, Id, Statement; correct its spelling',
    );
    expect(() => policyJson(documentOf({ Resources: '*' } as Partial<Statement>))).toThrow(/got "Resources"/);
  });

  it('comes back from Terraform as it was, whatever its texts hold', () => {
    const texts = fc.string({ unit: fc.constantFrom('$', '{', '}', '%', 'a', '"', '\\', '\n', '*', 'é') });
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1 }), (values) => {
        const document = documentOf({ Resource: values });
        expect(policyOf(policyJson(document))).toEqual(document);
      }),
    );
  });
});
