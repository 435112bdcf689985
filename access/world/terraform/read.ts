import { ensureAccount } from '../create';
import { partitionOf } from '../arn';
import type { World } from '../world';
import { TerraformReadError } from './read-error';
import { Stack } from './stack';

/** The steps of {@link ResourceType}, in their order. */
const STEPS = ['make', 'attach', 'bind'] as const;

/**
 * Reads one stack's Terraform JSON (`cdk.tf.json`) into a world: what a first `terraform apply` with AWS provider 5.100
 * would make. The order of the file means nothing; names and ids that AWS would choose follow from account and address.
 *
 * What only an apply can tell stands in policies as a placeholder (see `unknownValue`), which never becomes an allow.
 * Where a world needs a definite value, and where a resource or argument may decide over access in a way that is not
 * known here, the stack is refused: a guess could hide what it opens. After an error the world holds part of the stack.
 *
 * R-BPA-2 is not applied: AWS would refuse to save a public bucket policy under BlockPublicPolicy, and whoever checks a
 * stack wants to hear what that policy opens rather than that it cannot be saved. RestrictPublicBuckets (R-BPA-4) is
 * decided with every call.
 *
 * @param world may hold other stacks already; what they made can be referred to by name
 * @param json the parsed file
 * @param where the account that the stack goes to, 12 digits, and the region of a provider that names none
 * @throws TerraformReadError for what Terraform would refuse, and for what is not read here
 * @throws PolicyError for a policy that AWS would refuse to save
 */
export function readTerraform(
  world: World,
  json: unknown,
  { account, region }: { readonly account: string; readonly region: string },
): void {
  const { partition } = ensureAccount(world, account, partitionOf(region));
  try {
    const stack = new Stack(world, json, { account, region, partition });
    const resources = [...stack.resources.values()];
    for (const step of STEPS) for (const resource of resources) resource.type[step]?.(resource);
    for (const resource of resources) resource.given.refuseUnread();
  } catch (error) {
    // The stack of the JavaScript engine ends, or a text grows past what it can hold.
    if (!(error instanceof RangeError)) throw error;
    throw new TerraformReadError('stack', {
      what: 'expressions are nested too deeply',
      allowed: 'what a person could read',
      fix: 'write the values out',
    });
  }
}
