import { TerraformStack, type TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Gives a resource the address of the module that made it: `aws_s3_bucket_policy.data` for the module `data`, instead of
 * a name with a hash. People type these addresses after `-target`, `import` and `moved`.
 *
 * A module has one resource of each type, so the type tells its resources apart.
 *
 * @returns the resource
 */
export function addressedAs<T extends TerraformElement>(module: Construct, resource: T): T {
  resource.overrideLogicalId(TerraformStack.of(module).getLogicalId(module.node));
  return resource;
}
