import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Aspects, LocalBackend, S3Backend, TerraformOutput, TerraformStack, Token, type App } from 'cdktf';
import { Construct } from 'constructs';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthApp } from '../../stacks/synth-app';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const synth = (build: (app: App) => void) => synthApp(join(folder, 'new', 'out'), build);

function stackIn(scope: Construct, id: string): TerraformStack {
  const stack = new TerraformStack(scope, id);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  return stack;
}

/** A mistake that CDKTF synthesizes without an error, and what we say to it. */
const mistakes: [string, (app: App) => void, string | RegExp][] = [
  [
    'two stacks of one id, which would be one file',
    (app) => {
      stackIn(new Construct(app, 'pair1'), 'producer');
      stackIn(new Construct(app, 'pair2'), 'producer');
    },
    'pair2/producer: stack id is that of pair1/producer too, and both would be one file (hashicorp/terraform-cdk#2976), ' +
      'got "producer"; allowed: ids that are unique in the app, whatever the stacks stand under; rename one of them',
  ],
  [
    'a stack id that differs from another in case only, which is one folder on some systems',
    (app) => {
      stackIn(app, 'Producer');
    },
    'Producer: stack id is no safe folder name, got "Producer"; allowed: a-z, 0-9 and -; rename the stack',
  ],
  [
    'two constructs that become one resource',
    (app) => {
      const stack = stackIn(app, 's');
      new S3Bucket(stack, 'a.b', { bucket: 'acme-one' });
      new S3Bucket(stack, 'ab', { bucket: 'acme-two' });
    },
    's/ab: construct has the Terraform address of another one, s/a.b, got "aws_s3_bucket.ab"',
  ],
  [
    'two outputs of one name',
    (app) => {
      const stack = stackIn(app, 's');
      new TerraformOutput(stack, 'a.b', { value: '1' });
      new TerraformOutput(stack, 'ab', { value: '2' });
    },
    'got "output.ab"',
  ],
  [
    'two data sources that become one',
    (app) => {
      const stack = stackIn(app, 's');
      new DataAwsCallerIdentity(stack, 'a.b');
      new DataAwsCallerIdentity(stack, 'ab');
    },
    'got "data.aws_caller_identity.ab"',
  ],
  [
    'an address that Terraform does not take',
    (app) => {
      new S3Bucket(stackIn(app, 's'), '1st', { bucket: 'acme-one' });
    },
    'construct id gives an address that Terraform does not take, got "aws_s3_bucket.1st"',
  ],
  [
    'an aspect on the app, which never runs',
    (app) => {
      stackIn(app, 's');
      Aspects.of(app).add({ visit: () => undefined });
    },
    'an aspect stands above the stacks, where CDKTF never runs it, got "Aspects.of(app)"; allowed: aspects on a stack or below one; add it to each stack',
  ],
  [
    'an aspect on a construct above the stacks',
    (app) => {
      const group = new Construct(app, 'group');
      stackIn(group, 's');
      Aspects.of(group).add({ visit: () => undefined });
    },
    'got "Aspects.of(group)"',
  ],
  [
    'an output with a precondition, which is left out',
    (app) => {
      const precondition = { condition: true, errorMessage: 'never' };
      new TerraformOutput(stackIn(app, 's'), 'o', { value: '1', precondition });
    },
    's/o: output has a precondition, which CDKTF leaves out, got "o"',
  ],
  [
    "a reference to another stack's attribute",
    (app) => {
      const bucket = new S3Bucket(stackIn(app, 'producer'), 'b', { bucket: 'acme-one' });
      new TerraformOutput(stackIn(app, 'consumer'), 'o', { value: bucket.arn });
    },
    /^(producer|consumer): stack refers to another stack's attributes, and would read its whole state, got "cross-stack-/,
  ],
  [
    'such a reference made by an aspect, which would dangle',
    (app) => {
      const bucket = new S3Bucket(stackIn(app, 'producer'), 'b', { bucket: 'acme-one' });
      const consumer = stackIn(app, 'consumer');
      Aspects.of(consumer).add({
        visit: (node) => {
          if (node === consumer) new S3BucketPolicy(consumer, 'p', { bucket: bucket.bucket, policy: '{}' });
        },
      });
    },
    'stack consumer refers to a resource that it does not have, got "aws_s3_bucket.b"',
  ],
  [
    'a token that stays unresolved inside a text',
    (app) => {
      const map = Token.asStringMap({ resolve: () => ({ a: 'b' }), creationStack: [], toString: () => '' });
      new S3Bucket(stackIn(app, 's'), 'b', { bucket: 'acme-one', tags: { a: JSON.stringify(map) } });
    },
    /^stack s holds a CDKTF token that was not resolved, got "&\{TfToken/,
  ],
  [
    'a local backend with an absolute path',
    (app) => {
      const stack = new TerraformStack(app, 's');
      new LocalBackend(stack, { path: '/home/me/terraform.tfstate' });
    },
    's: local backend has an absolute path, got "/home/me/terraform.tfstate"; allowed: a path relative to the folder of the stack, or another backend',
  ],
  [
    "CDKTF's own backend, whose path is absolute",
    (app) => {
      new TerraformStack(app, 's');
    },
    's: local backend has an absolute path',
  ],
];

describe('what CDKTF would get wrong without a word', () => {
  it.each(mistakes)('refuses %s, and writes nothing', (_, build, message) => {
    expect(() => synth(build)).toThrow(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['1', 'true'])('refuses HCL, which SYNTH_HCL_OUTPUT=%s asks for', (value) => {
    process.env.SYNTH_HCL_OUTPUT = value;
    try {
      expect(() => synth((app) => stackIn(app, 's'))).toThrow(
        `HCL output would quote policies wrongly (hashicorp/terraform-cdk#3911), got "SYNTH_HCL_OUTPUT=${value}"; ` +
          'allowed: Terraform JSON; leave out --hcl, hclOutput and SYNTH_HCL_OUTPUT',
      );
    } finally {
      delete process.env.SYNTH_HCL_OUTPUT;
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets through what only looks like a mistake', () => {
    const { stacks } = synth((app) => {
      const stack = new TerraformStack(app, 's');
      new S3Backend(stack, { bucket: 'acme-state', key: 's', region: 'eu-west-1' });
      new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
      const bucket = new S3Bucket(stack, 'b', { bucket: 'acme-one' });
      new S3BucketPolicy(stack, 'b-policy', { bucket: bucket.bucket, policy: '$${aws:username} $${aws_x.y}' });
      Aspects.of(stack).add({ visit: () => undefined });
      new TerraformOutput(stack, 'b-arn', { value: bucket.arn });
    });
    expect([...stacks.keys()]).toEqual(['s']);
    expect(existsSync(stacks.get('s')!.file)).toBe(true);
  });
});
