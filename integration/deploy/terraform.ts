import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartedBackend } from '../backends/backend';
import { settle } from './settle';
import type { StackFile } from './stack-files';
import { terraform, TerraformError } from './terraform-cli';

/** Stacks that Terraform is working on, in a private working directory that {@link remove} takes away. */
export interface TerraformStacks {
  /** init and apply; all stacks side by side. */
  apply(): Promise<void>;
  /** @throws TerraformError when a second plan has anything to do */
  assertPlanIsEmpty(): Promise<void>;
  /** Takes away what was applied, and be it in part. @param regardless also after an interrupt. @default false */
  destroy(regardless?: boolean): Promise<void>;
  /** Removes the working directory with its state. */
  remove(): Promise<void>;
  /** Milliseconds that Terraform's own commands took, one after the other where they ran side by side: the longest. */
  readonly terraformTime: () => number;
}

/**
 * Prepares the stacks for Terraform against a backend: the JSON as it was synthesized, and beside it an override
 * file with endpoints and set-up credentials, so that what is applied is what a user would apply.
 *
 * @param signal interrupts Terraform, except where it destroys regardless
 */
export async function terraformStacks(
  stacks: readonly StackFile[],
  backend: StartedBackend,
  signal?: AbortSignal,
): Promise<TerraformStacks> {
  const root = await mkdtemp(join(tmpdir(), 'crossbucket-'));
  const ca = join(root, 'ca.pem');
  if (backend.endpoints.ca !== undefined) await writeFile(ca, backend.endpoints.ca);
  for (const stack of stacks) {
    const dir = join(root, stack.id);
    await mkdir(dir);
    await writeFile(join(dir, 'cdk.tf.json'), JSON.stringify(stack.json));
    await writeFile(join(dir, 'target_override.tf.json'), JSON.stringify(override(stack, backend, ca)));
  }
  let terraformTime = 0;
  let begun = false;
  const all = async (args: readonly string[], until: AbortSignal | undefined, allowed?: readonly number[]) => {
    const runs = await settle(stacks.map((stack) => terraform(args, join(root, stack.id), until, allowed)));
    terraformTime += Math.max(...runs.map((run) => run.duration));
    return runs;
  };
  return {
    terraformTime: () => terraformTime,
    apply: async () => {
      await all(['init', '-no-color'], signal);
      begun = true;
      await all(['apply', '-auto-approve', '-no-color'], signal);
    },
    assertPlanIsEmpty: async () => {
      const plans = await all(['plan', '-detailed-exitcode', '-no-color'], signal, [0, 2]);
      const changed = plans.findIndex((plan) => plan.exitCode === 2);
      if (changed >= 0) {
        throw new TerraformError(`the second plan of ${stacks[changed]!.id} is not empty:\n${plans[changed]!.output}`);
      }
    },
    destroy: async (regardless = false) => {
      if (begun) await all(['destroy', '-auto-approve', '-no-color'], regardless ? undefined : signal);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Terraform merges files named `*_override` into the configuration: the stack's own file stays as it is. */
function override(stack: StackFile, backend: StartedBackend, ca: string): unknown {
  const { accessKeyId, secretAccessKey } = backend.setupKeys(stack.account);
  const { https: endpoint } = backend.endpoints;
  return {
    terraform: { backend: { local: { path: 'terraform.tfstate' } } },
    provider: {
      aws: [
        {
          access_key: accessKeyId,
          secret_key: secretAccessKey,
          ...(backend.endpoints.ca !== undefined && { custom_ca_bundle: ca }),
          endpoints: [{ s3: endpoint, s3control: endpoint, sts: endpoint, iam: endpoint, kms: endpoint }],
          s3_use_path_style: true,
          skip_metadata_api_check: 'true',
        },
      ],
    },
  };
}
