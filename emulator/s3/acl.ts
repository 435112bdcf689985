import type { AclGrant, Bucket } from '../../access/world/bucket';
import type { World } from '../../access/world/world';
import { canonicalIdOf } from '../../access/world/create';
import { AwsError, type AwsResponse } from '../http/exchange';
import { escapeXml, xml } from '../http/xml';
import { notImplemented } from './errors';
import { xmlText } from './responses';
import { aclInHeaders, aclInXml, type WantedAcl } from './wanted-acl';

/** The canonical id by which ACLs and listings name an account. */
export function ownerId(world: World, account: string): string {
  return world.accounts.get(account)?.canonicalId ?? canonicalIdOf(account);
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** The ACL document: FULL_CONTROL of the owner, and the bucket's other grants. */
export function aclResponse(world: World, owner: string, grants: readonly AclGrant[]): AwsResponse {
  const id = ownerId(world, owner);
  const all: AclGrant[] = [{ grantee: { canonicalId: id }, permission: 'FULL_CONTROL' }, ...grants];
  const list = all.map(({ grantee, permission }) => {
    const [type, name] =
      'uri' in grantee
        ? ['Group', `<URI>${escapeXml(grantee.uri)}</URI>`]
        : ['CanonicalUser', `<ID>${escapeXml(grantee.canonicalId)}</ID>`];
    return `<Grant><Grantee ${XSI} xsi:type="${type}">${name}</Grantee><Permission>${permission}</Permission></Grant>`;
  });
  return xmlText(
    `<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${xml('Owner', { ID: id })}` +
      `<AccessControlList>${list.join('')}</AccessControlList></AccessControlPolicy>`,
  );
}

/**
 * Refuses an ACL where there are none but the owner's (R-OWN-1).
 *
 * @throws AwsError AccessControlListNotSupported (400)
 */
export function requireAclsFor(wanted: WantedAcl, { ownership }: Pick<Bucket, 'ownership'>): void {
  if (ownership !== 'BucketOwnerEnforced' || wanted.ownerOnly) return;
  throw new AwsError('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');
}

/** The refusal of a request that has to say an ACL and does not. */
export function missingAcl(): AwsError {
  return new AwsError('MissingSecurityHeader', 400, 'Your request was missing a required header', {
    MissingHeaderName: 'x-amz-acl',
  });
}

/**
 * For a gateway, which has no place for an object's grants: accepts the ACL of a write where it changes nothing.
 *
 * @throws AwsError AccessControlListNotSupported (400), NotImplemented (501) for grants to others than the owner
 */
export function checkAclHeaders(world: World, headers: Readonly<Record<string, string>>, bucket: Bucket): void {
  const wanted = aclInHeaders(headers, ownObject(world, bucket));
  if (wanted) requireNoGrants(wanted, bucket);
}

/** The same of PutObjectAcl. @param body the request's XML; '' when the ACL stands in headers */
export function checkPutAcl(
  world: World,
  headers: Readonly<Record<string, string>>,
  body: string,
  bucket: Bucket,
): void {
  const target = ownObject(world, bucket);
  const wanted = body === '' ? aclInHeaders(headers, target) : aclInXml(body, target);
  if (!wanted) throw missingAcl();
  requireNoGrants(wanted, bucket);
}

function ownObject(world: World, { account }: Bucket) {
  const owner = ownerId(world, account);
  return { on: 'object', owner, bucketOwner: owner } as const;
}

function requireNoGrants(wanted: WantedAcl, bucket: Bucket): void {
  requireAclsFor(wanted, bucket);
  if (wanted.grants.length > 0) throw notImplemented('ACL grants to others than the owner');
}

/** A bucket that would have grants to others and no ACLs (R-OWN-1). */
export function invalidBucketAclWithOwnership(): AwsError {
  return new AwsError(
    'InvalidBucketAclWithObjectOwnership',
    400,
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}
