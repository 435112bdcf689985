import type { Declaration } from './configuration';
import { TerraformReadError } from './read-error';

const OBJECTS: ReadonlySet<string> = new Set(['aws_s3_bucket_object', 'aws_s3_object', 'aws_s3_object_copy']);
const OWNERS_ONLY: readonly unknown[] = ['private', 'bucket-owner-read', 'bucket-owner-full-control'];

/**
 * Objects are bytes and decide over nothing, but for an ACL of their own that gives them to others (R-ACL).
 *
 * @throws TerraformReadError for such an ACL, and for one that is not written out
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
export function refuseObjectAcl({ address, type, body }: Declaration): void {
  if (!OBJECTS.has(type)) return;
  const acl = body.acl ?? 'private';
  const grants = [body.grant ?? []].flat();
  if (OWNERS_ONLY.includes(acl) && grants.length === 0) return;
  throw new TerraformReadError(address, {
    what: 'an ACL of an object for others than its owners is not read here (R-ACL)',
    value: grants.length === 0 ? acl : grants,
    allowed: OWNERS_ONLY.join(', '),
    fix: 'take it out, and name the others in a bucket policy',
  });
}
