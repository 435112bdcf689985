import type { World } from '../../../access/world/world';

/** @throws Error for what is not made through the API: a world that were deployed without it would be another one */
export function assertDeployable({ accounts, buckets }: World): void {
  const advice = 'deploy it with Terraform instead (--deploy terraform)';
  for (const { id, publicAccessBlock } of accounts.values()) {
    if (publicAccessBlock) throw new Error(`account ${id} blocks public access as a whole; ${advice}`);
  }
  for (const { name, acl } of buckets.values()) {
    if (acl.length) throw new Error(`bucket ${name} has an ACL with grants to others than its owner; ${advice}`);
  }
}
