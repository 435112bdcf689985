import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { PolicyRole } from '../modules/policy-role';

/** Outputs the ARNs of roles by the grant that each is for; nothing where there are no roles. */
export function outputRoleArns(stack: Construct, name: string, roles: ReadonlyMap<string, PolicyRole>): void {
  if (roles.size === 0) return;
  const value = Object.fromEntries([...roles].map(([grant, { roleArn }]) => [grant, roleArn]));
  new TerraformOutput(stack, name, { value, staticId: true });
}
