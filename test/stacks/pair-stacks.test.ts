import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumerDocuments, producerDocuments } from '../../contract/documents';
import { loadPairs, parsePair } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import { synthPairs, type SynthOptions } from '../../stacks/synth';
import { policyOf, type TerraformJson } from '../modules/synth-stack';

const examples = join(__dirname, '..', '..', 'pairs');
const lakeFile = join(examples, 'lake-to-analytics.yaml');
const [lake, partner] = loadPairs([lakeFile, join(examples, 'orders-with-partner.yaml')]) as [Pair, Pair];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Both stacks of a pair, as Terraform reads them. */
function stacksOf(pair: Pair, options: Omit<SynthOptions, 'outdir'> = {}) {
  const { stacks } = synthPairs([pair], { ...options, outdir: join(folder, 'out') });
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as TerraformJson;
  return { producer: read(stacks[0]!.producer.file), consumer: read(stacks[0]!.consumer.file) };
}

const addresses = (json: TerraformJson): string[] =>
  Object.entries(json.resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));

describe('the producer stack', () => {
  test('makes bucket, key and log bucket, at addresses that people can type', () => {
    expect(addresses(stacksOf(lake).producer).sort()).toEqual(
      [
        'aws_kms_alias.key',
        'aws_kms_key.key',
        ...['data', 'logs'].flatMap((name) => [
          `aws_s3_bucket.${name}`,
          `aws_s3_bucket_lifecycle_configuration.${name}`,
          `aws_s3_bucket_ownership_controls.${name}`,
          `aws_s3_bucket_policy.${name}`,
          `aws_s3_bucket_public_access_block.${name}`,
          `aws_s3_bucket_server_side_encryption_configuration.${name}`,
        ]),
        'aws_s3_bucket_logging.data',
        'aws_s3_bucket_versioning.data',
      ].sort(),
    );
  });

  test('makes an access role for each grant via assume-role, and no key for a bucket without one', () => {
    const { resource } = stacksOf(partner).producer;
    expect(resource).not.toHaveProperty('aws_kms_key');
    expect(resource.aws_iam_role).toEqual({
      'orders-with-partner-orders-sync': expect.objectContaining({
        name: 'orders-with-partner-orders-sync',
        path: '/',
        max_session_duration: 3600,
      }),
    });
  });

  test('has the documents of the contract, all of them known before anything is applied', () => {
    const { resource } = stacksOf(lake).producer;
    const { bucketPolicy, keyPolicy, logBucketPolicy } = producerDocuments(lake);
    expect(policyOf(resource.aws_s3_bucket_policy!.data!.policy)).toEqual(bucketPolicy);
    expect(policyOf(resource.aws_kms_key!.key!.policy)).toEqual(keyPolicy);
    expect(policyOf(resource.aws_s3_bucket_policy!.logs!.policy)).toEqual(logBucketPolicy);
    const policies = [
      resource.aws_s3_bucket_policy!.data,
      resource.aws_s3_bucket_policy!.logs,
      resource.aws_kms_key!.key,
    ];
    for (const { policy } of policies as { policy: string }[]) expect(policy).not.toMatch(/(?<!\$)\$\{/);
  });

  test('encrypts the bucket with its own key and logs to its own bucket', () => {
    const { resource } = stacksOf(lake).producer;
    expect(resource.aws_s3_bucket_server_side_encryption_configuration!.data!.rule).toMatchObject([
      {
        apply_server_side_encryption_by_default: { kms_master_key_id: '${aws_kms_key.key.arn}' },
        bucket_key_enabled: true,
      },
    ]);
    expect(resource.aws_s3_bucket_logging!.data).toMatchObject({
      target_bucket: '${aws_s3_bucket.logs.bucket}',
      target_prefix: 'acme-lake-exports/',
      depends_on: ['aws_s3_bucket_policy.logs'],
    });
  });

  test('leaves out what tests have no time for, and destroys objects only when asked to', () => {
    const { resource } = stacksOf(lake, { lifecycle: false, keyRotation: false, forceDestroy: true }).producer;
    expect(resource).not.toHaveProperty('aws_s3_bucket_lifecycle_configuration');
    expect(resource.aws_kms_key!.key!.enable_key_rotation).toBe(false);
    expect(resource.aws_s3_bucket!.data!.force_destroy).toBe(true);
    expect(stacksOf(lake).producer.resource.aws_s3_bucket!.data!.force_destroy).toBe(false);
  });

  test.each([
    [lake, { bucket_arn: '${aws_s3_bucket.data.arn}', key_arn: '${aws_kms_key.key.arn}' }],
    [
      partner,
      {
        bucket_arn: '${aws_s3_bucket.data.arn}',
        access_role_arns: { 'partners/orders-sync': '${aws_iam_role.orders-with-partner-orders-sync.arn}' },
      },
    ],
  ])('of $name has few outputs', (pair, outputs) => {
    const values = Object.entries(stacksOf(pair).producer.output!).map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(values)).toEqual(outputs);
  });
});

describe('the consumer stack', () => {
  test('makes a role for each grant, with an instance profile where EC2 may assume it', () => {
    expect(addresses(stacksOf(lake).consumer)).toEqual([
      'aws_iam_instance_profile.analytics-reader',
      'aws_iam_role.analytics-reader',
      'aws_iam_role_policy.analytics-reader',
    ]);
    expect(addresses(stacksOf(partner).consumer)).toEqual([
      'aws_iam_role.orders-sync',
      'aws_iam_role_policy.orders-sync',
    ]);
  });

  test('has the documents of the contract', () => {
    const { resource } = stacksOf(partner).consumer;
    const { trustPolicy, policy } = consumerDocuments(partner).roles.get('partners/orders-sync')!;
    expect(resource.aws_iam_role!['orders-sync']!.path).toBe('/partners/');
    expect(policyOf(resource.aws_iam_role!['orders-sync']!.assume_role_policy)).toEqual(trustPolicy);
    expect(policyOf(resource.aws_iam_role_policy!['orders-sync']!.policy)).toEqual(policy);
  });

  test('outputs the ARNs of its roles by grant', () => {
    expect(stacksOf(partner).consumer.output!.role_arns!.value).toEqual({
      'partners/orders-sync': '${aws_iam_role.orders-sync.arn}',
    });
  });
});

describe('both stacks', () => {
  test('work in their own account and region only, and read no other state', () => {
    const { producer, consumer } = stacksOf(partner);
    expect(producer.provider).toEqual({ aws: [{ allowed_account_ids: ['111111111111'], region: 'eu-central-1' }] });
    expect(consumer.provider).toEqual({ aws: [{ allowed_account_ids: ['333333333333'], region: 'us-east-1' }] });
    for (const stack of [producer, consumer]) expect(stack).not.toHaveProperty('data');
  });

  test('keep apart what only a careless name would join', () => {
    const text = readFileSync(lakeFile, 'utf8').replace('role: analytics-reader', 'role: key');
    const more = text + text.slice(text.indexOf('  - role:')).replace('role: key', 'role: k.ey');
    const { producer, consumer } = stacksOf(parsePair(more.replace('via: bucket-policy', ''), 'careless.yaml'));
    expect(Object.keys(consumer.resource.aws_iam_role!)).toHaveLength(2);
    expect(Object.keys(producer.resource.aws_kms_key!)).toEqual(['key']);
  });
});
