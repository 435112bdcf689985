import { createHash } from 'node:crypto';

/** Construct ids that a stack of a pair uses itself. */
const taken = new Set([
  'aws',
  'backend',
  'data',
  'key',
  'logs',
  'bucket_arn',
  'key_arn',
  'role_arns',
  'access_role_arns',
]);

/**
 * The construct id, and so the Terraform address, of a role: its name where that can be one. IAM allows characters that
 * CDKTF would drop without a word, and then two roles could become one resource.
 *
 * @param roleName without its path: names are unique in an account, whatever their paths
 */
export function roleConstructId(roleName: string): string {
  if (/^[A-Za-z][\w-]*$/.test(roleName) && !taken.has(roleName)) return roleName;
  const hash = createHash('sha256').update(roleName).digest('hex').slice(0, 8);
  return `role-${roleName.replace(/[^\w-]/g, '-')}-${hash}`;
}
