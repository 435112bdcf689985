import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { join } from 'node:path';
import type { PolicyDocument, Statement } from '../../access/policy/document';
import { parsePolicy } from '../../access/policy/parse';
import { listOf, statementsOf } from '../../access/policy/statements';
import { consumerDocuments, producerDocuments } from '../../contract/documents';
import { loadPairs } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import { arbitraryPair } from './arbitrary-pair';

const example = (name: string): Pair => loadPairs([join(__dirname, '..', '..', 'pairs', `${name}.yaml`)])[0]!;
const lake = example('lake-to-analytics');
const partner = example('orders-with-partner');
const statement = (document: PolicyDocument, sid: string): Statement | undefined =>
  statementsOf(document).find(({ Sid }) => Sid === sid);

describe('the halves of a grant by bucket policy', () => {
  test('are the same statement, but for who it is for', () => {
    const { bucketPolicy, keyPolicy } = producerDocuments(lake);
    const { policy } = consumerDocuments(lake).roles.get('analytics-reader')!;
    expect(policy.Statement).toEqual([
      {
        Sid: 'List',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: ['arn:aws:s3:::acme-lake-exports'],
        Condition: { StringLike: { 's3:prefix': ['reports/*', 'daily/*'] } },
      },
      {
        Sid: 'Read',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::acme-lake-exports/reports/*', 'arn:aws:s3:::acme-lake-exports/daily/*'],
      },
      {
        Sid: 'UseKey',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: ['arn:aws:kms:eu-west-1:111111111111:key/*'],
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
          StringLike: {
            'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::acme-lake-exports', 'arn:aws:s3:::acme-lake-exports/*'],
          },
        },
      },
    ]);
    const role = { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/analytics-reader' };
    expect(statement(bucketPolicy, 'AnalyticsReaderList')).toEqual({
      ...statement(policy, 'List'),
      Sid: 'AnalyticsReaderList',
      Principal: { AWS: 'arn:aws:iam::222222222222:root' },
      Condition: {
        StringLike: { 's3:prefix': ['reports/*', 'daily/*'] },
        ArnEquals: role,
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      },
    });
    expect(statement(keyPolicy!, 'AnalyticsReaderUseKey')).toMatchObject({
      Action: ['kms:Decrypt'],
      Resource: '*',
      Condition: {
        ArnEquals: role,
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
      },
    });
  });
});

describe('the halves of a grant via assume-role', () => {
  test('are one permission on one role, and all the rest with the producer', () => {
    const { trustPolicy, policy } = producerDocuments(partner).accessRoles.get('partners/orders-sync')!;
    expect(consumerDocuments(partner).roles.get('partners/orders-sync')!.policy.Statement).toEqual([
      {
        Sid: 'AssumeAccessRole',
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: 'arn:aws:iam::111111111111:role/orders-with-partner-orders-sync',
      },
    ]);
    expect(trustPolicy.Statement).toEqual([
      {
        Sid: 'ConsumerRole',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::333333333333:root' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': 'acme-7f3c9a52' },
          ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::333333333333:role/partners/orders-sync' },
        },
      },
    ]);
    expect(statementsOf(policy).map(({ Sid }) => Sid)).toEqual(['List', 'Read', 'Write', 'Delete']);
    expect(statementsOf(producerDocuments(partner).bucketPolicy).filter(({ Effect }) => Effect === 'Allow')).toEqual(
      [],
    );
  });
});

describe('the producer alone', () => {
  test('refuses what is not encrypted as the bucket is, but never a plain PUT or a part of an upload', () => {
    const sids = (pair: Pair) =>
      statementsOf(producerDocuments(pair).bucketPolicy).flatMap(({ Effect, Sid }) => (Effect === 'Deny' ? [Sid] : []));
    const transport = ['DenyInsecureTransport', 'DenyOutdatedTls'];
    expect(sids(lake)).toEqual([...transport, 'DenyOtherAlgorithm', 'DenyKeyOfOthers', 'DenyCustomerProvidedKey']);
    expect(sids(partner)).toEqual([...transport, 'DenyOtherAlgorithm', 'DenyCustomerProvidedKey']);
    for (const { Sid, Condition } of statementsOf(producerDocuments(lake).bucketPolicy).slice(2, 5)) {
      expect([Sid, Object.values(Condition!.Null!)]).toEqual([Sid, ['false']]);
    }
  });

  test('administers its key without being able to use it outside of S3', () => {
    const { keyPolicy } = producerDocuments(lake);
    const { Action } = statement(keyPolicy!, 'AdministerByThisAccount')!;
    expect(Action).toContain('kms:PutKeyPolicy');
    for (const action of ['kms:*', 'kms:Decrypt', 'kms:CreateGrant']) expect(Action).not.toContain(action);
    expect(statement(keyPolicy!, 'UseByThisAccountThroughS3')!.Condition).toHaveProperty('StringEquals.kms:ViaService');
    expect(producerDocuments(partner)).not.toHaveProperty('keyPolicy');
  });

  test('takes access logs of this bucket of this account, and nothing else', () => {
    expect(statement(producerDocuments(lake).logBucketPolicy!, 'DeliverAccessLogs')).toEqual({
      Sid: 'DeliverAccessLogs',
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::acme-lake-exports-logs/acme-lake-exports/*',
      Condition: {
        ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::acme-lake-exports' },
        StringEquals: { 'aws:SourceAccount': '111111111111' },
      },
    });
  });
});

/** A statement without what only the producer's half has. */
function plain({ Sid: _sid, Principal: _principal, ...rest }: Statement): unknown {
  const { ArnEquals: _role, StringEquals, ...others } = rest.Condition ?? {};
  const { 'aws:PrincipalOrgID': _organization, ...equals } = StringEquals ?? {};
  const Condition = { ...others, ...(Object.keys(equals).length && { StringEquals: equals }) };
  const Resource = listOf(rest.Resource!).map((one) => (String(one).includes(':kms:') ? '*' : one));
  return { ...rest, Resource, Condition };
}

describe('any pair', () => {
  test('has the same actions, resources and request conditions in both halves', () => {
    fc.assert(
      fc.property(arbitraryPair, (pair) => {
        const { bucketPolicy, keyPolicy, accessRoles } = producerDocuments(pair);
        const { roles } = consumerDocuments(pair);
        const isOf = (arn: string) => (one: Statement) => one.Condition?.ArnEquals?.['aws:PrincipalArn'] === arn;
        for (const { id, role, accessRole } of pair.grants) {
          const theirs = statementsOf(roles.get(id)!.policy);
          const all = [...statementsOf(bucketPolicy), ...(keyPolicy ? statementsOf(keyPolicy) : [])];
          const ours = all.filter(isOf(role.arn));
          if (accessRole) {
            expect(ours).toEqual([]);
            expect(theirs.map(({ Action, Resource }) => [Action, Resource])).toEqual([
              ['sts:AssumeRole', accessRole.arn],
            ]);
            expect(statementsOf(accessRoles.get(id)!.trustPolicy).filter(isOf(role.arn))).toHaveLength(1);
          } else expect(ours.map(plain)).toEqual(theirs.map(plain));
        }
      }),
    );
  });

  test('says on every statement for the consumer which role it is for, and never that it is for everybody', () => {
    fc.assert(
      fc.property(arbitraryPair, (pair) => {
        const { bucketPolicy, keyPolicy, logBucketPolicy, accessRoles } = producerDocuments(pair);
        const trusts = [...accessRoles.values(), ...consumerDocuments(pair).roles.values()].map(
          ({ trustPolicy }) => trustPolicy,
        );
        for (const document of [bucketPolicy, keyPolicy, logBucketPolicy, ...trusts]) {
          for (const { Effect, Principal, Condition } of document ? statementsOf(document) : []) {
            if (Effect === 'Deny') continue;
            expect(JSON.stringify(Principal)).not.toContain('*');
            if (!JSON.stringify(Principal).includes(`${pair.consumer.account}:root`)) continue;
            expect(Condition).toHaveProperty(['ArnEquals', 'aws:PrincipalArn']);
            if (pair.organization && document !== undefined && !trusts.includes(document)) {
              expect(Condition).toHaveProperty(['StringEquals', 'aws:PrincipalOrgID'], pair.organization);
            }
          }
        }
      }),
    );
  });

  test('is rendered into policies that AWS would save, the same ones each time', () => {
    fc.assert(
      fc.property(arbitraryPair, (pair) => {
        const render = () => {
          const { bucketPolicy, keyPolicy, logBucketPolicy, accessRoles } = producerDocuments(pair);
          const roles = [...accessRoles.values(), ...consumerDocuments(pair).roles.values()];
          return [
            ['bucket', bucketPolicy],
            ['key', keyPolicy],
            ['bucket', logBucketPolicy],
            ...roles.map(({ policy }) => ['identity', policy]),
            ...roles.map(({ trustPolicy }) => ['trust', trustPolicy]),
          ] as (readonly ['bucket' | 'key' | 'identity' | 'trust', PolicyDocument | undefined])[];
        };
        const documents = render();
        expect(render()).toEqual(documents);
        for (const [kind, document] of documents) {
          if (document) expect(parsePolicy(JSON.stringify(document), kind)).toEqual(document);
        }
      }),
    );
  });
});
