import type { StartedEmulator } from '../../emulator/index';
import { embeddedBackend } from '../backends/embedded';
import type { Clients } from '../probe/clients';
import { emptyBuckets } from '../probe/objects';
import type { PairStacks } from './stack-files';
import { terraformStacks } from './terraform';

/** What Terraform applied on an embedded AWS. */
export interface Applied {
  /** Empties the buckets and has Terraform destroy what it applied. Call it once, on the world that was applied. */
  remove(): Promise<void>;
  /** Leaves it to the embedded AWS, with which it ends. */
  abandon(): Promise<void>;
  /** Milliseconds that Terraform's own commands took so far; where two ran side by side, the longer one. */
  terraformTime(): number;
}

/**
 * Has Terraform apply the stacks of a pair on an embedded AWS, and asks that a second plan is empty.
 *
 * @param signal interrupts Terraform
 * @throws TerraformError; its working directory is gone by then
 */
export async function applyOnEmbedded(
  emulator: StartedEmulator,
  sdk: Clients,
  { pair, producer, consumer }: PairStacks,
  signal?: AbortSignal,
): Promise<Applied> {
  const terraform = await terraformStacks([producer, consumer], embeddedBackend(emulator), signal);
  try {
    await terraform.apply();
    await terraform.assertPlanIsEmpty();
  } catch (error) {
    await terraform.remove();
    throw error;
  }
  return {
    terraformTime: terraform.terraformTime,
    abandon: terraform.remove,
    remove: async () => {
      try {
        await emptyBuckets(emulator, sdk, pair);
        await terraform.destroy();
      } finally {
        await terraform.remove();
      }
    },
  };
}
