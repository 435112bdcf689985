import { expect } from '@jest/globals';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthApp } from '../../stacks/synth-app';

type Attributes = Readonly<Record<string, unknown>>;

/** A stack's Terraform JSON, as far as tests look at it. */
export interface TerraformJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, Attributes>>;
  readonly [block: string]: unknown;
}

/** Synthesizes one stack by way of `app.synth()`: CDKTF's `Testing.synth` skips what it does to a real stack. */
export function synthStack(build: (stack: TerraformStack) => void): TerraformJson {
  const outdir = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
  try {
    const { stacks } = synthApp(outdir, (app) => {
      const stack = new TerraformStack(app, 'test');
      new LocalBackend(stack, { path: 'terraform.tfstate' });
      new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
      build(stack);
    });
    return stacks.get('test')!.json as TerraformJson;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The arguments of the only resource of a type, without CDKTF's own metadata. */
export function only(json: TerraformJson, type: string): Attributes {
  const resources = Object.values(json.resource[type] ?? {});
  expect(resources).toHaveLength(1);
  const { '//': _metadata, ...attributes } = resources[0]!;
  return attributes;
}

/** A policy argument, parsed as AWS will see it once Terraform has read it. */
export function policyOf(argument: unknown): unknown {
  return JSON.parse(String(argument).replaceAll('$${', '${').replaceAll('%%{', '%{'));
}
