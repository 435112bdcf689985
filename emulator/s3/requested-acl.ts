import { callerArn } from '../../access/caller';
import { isPublicAcl, type CannedAclTarget } from '../../access/world/acl';
import type { AclGrant, Bucket, ObjectOwnership } from '../../access/world/bucket';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import { invalidBucketAclWithOwnership, missingAcl, ownerId, requireAclsFor } from './acl';
import { accessDenied } from './errors';
import type { BucketExchange, ObjectExchange, S3Exchange } from './exchange';
import { aclInHeaders, aclInXml, type WantedAcl } from './wanted-acl';

/**
 * The grants that the headers of a request give on the object it makes.
 *
 * @param owner the account that will own the object
 * @returns undefined where they give nothing to others than the owner
 * @throws AwsError AccessControlListNotSupported (400) under BucketOwnerEnforced (R-OWN-1), AccessDenied for a public ACL
 *   under BlockPublicAcls (R-BPA-3), and for what is no ACL
 */
export function newObjectAcl(exchange: ObjectExchange, owner: string): readonly AclGrant[] | undefined {
  const { world, request, bucket, key } = exchange;
  const wanted = aclInHeaders(request.headers, targetOf(world, 'object', owner, bucket.account));
  if (!wanted) return undefined;
  requireAllowed(exchange, wanted, 's3:PutObject', `/${key}`);
  return wanted.grants.length > 0 ? wanted.grants : undefined;
}

/**
 * The grants of a new bucket.
 *
 * @param account the bucket's owner, whose own settings may forbid public ACLs; those of every new bucket do
 * @throws AwsError InvalidBucketAclWithObjectOwnership, InvalidBucketAclWithBlockPublicAccessError (400)
 */
export function newBucketAcl(
  { world, request }: S3Exchange,
  account: string,
  ownership: ObjectOwnership,
): readonly AclGrant[] {
  const grants = aclInHeaders(request.headers, targetOf(world, 'bucket', account, account))?.grants ?? [];
  if (grants.length > 0 && ownership === 'BucketOwnerEnforced') throw invalidBucketAclWithOwnership();
  if (isPublicAcl(grants)) {
    throw new AwsError(
      'InvalidBucketAclWithBlockPublicAccessError',
      400,
      'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
    );
  }
  return grants;
}

/**
 * The grants that PutBucketAcl or PutObjectAcl asks for, in its headers or its body.
 *
 * @param owner the account that owns what the ACL stands on
 * @param key of the object; absent for a bucket
 * @throws AwsError as {@link newObjectAcl}, MissingSecurityHeader (400) for a request without an ACL
 */
export async function requestedAcl(
  exchange: BucketExchange,
  owner: string,
  key?: string,
): Promise<readonly AclGrant[]> {
  const { world, request, bucket } = exchange;
  const target = targetOf(world, key === undefined ? 'bucket' : 'object', owner, bucket.account);
  const text = await request.text();
  const wanted = text === '' ? aclInHeaders(request.headers, target) : aclInXml(text, target);
  if (!wanted) throw missingAcl();
  if (key === undefined) requireAllowed(exchange, wanted, 's3:PutBucketAcl', '');
  else requireAllowed(exchange, wanted, 's3:PutObjectAcl', `/${key}`);
  return wanted.grants;
}

function targetOf(world: World, on: CannedAclTarget['on'], owner: string, bucketOwner: string): CannedAclTarget {
  return { on, owner: ownerId(world, owner), bucketOwner: ownerId(world, bucketOwner) };
}

function requireAllowed(
  { world, request, bucket }: BucketExchange,
  wanted: WantedAcl,
  action: string,
  path: string,
): void {
  requireAclsFor(wanted, bucket);
  if (!blocksPublicAcls(world, bucket) || !isPublicAcl(wanted.grants)) return;
  const partition = world.accounts.get(bucket.account)?.partition ?? 'aws';
  throw accessDenied(
    `User: ${callerArn(request.caller)} is not authorized to perform: ${action} on resource: ` +
      `"arn:${partition}:s3:::${bucket.name}${path}" because public access control lists (ACLs) are blocked by the ` +
      'BlockPublicAcls block public access setting.',
  );
}

/** R-BPA-1: whichever of the two has it on. */
function blocksPublicAcls(world: World, bucket: Bucket): boolean {
  return [bucket, world.accounts.get(bucket.account)].some((one) => one?.publicAccessBlock?.blockPublicAcls === true);
}
