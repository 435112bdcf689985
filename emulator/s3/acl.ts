import type { AclGrant, Bucket } from '../../access/world/bucket';
import type { World } from '../../access/world/world';
import { canonicalIdOf } from '../../access/world/create';
import { AwsError, type AwsResponse } from '../http/exchange';
import { escapeXml, xml } from '../http/xml';
import { parseXml, type XmlElement } from '../xml/parse';
import { invalidArgument, notImplemented } from './errors';
import { xmlText } from './responses';

const CANNED = new Set([
  'private',
  'public-read',
  'public-read-write',
  'aws-exec-read',
  'authenticated-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
  'log-delivery-write',
]);

const GRANT_HEADERS = ['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((name) => `x-amz-grant-${name}`);

/** What a request wants of an ACL: that of the owner alone, or grants to others too. */
type WantedAcl = 'none' | 'owner-only' | 'bucket-owner-full-control' | 'others';

function wantedInHeaders(headers: Readonly<Record<string, string>>, ownerId: string): WantedAcl {
  const canned = headers['x-amz-acl'];
  const grants = GRANT_HEADERS.filter((name) => headers[name] !== undefined);
  if (canned !== undefined) {
    if (!CANNED.has(canned)) throw invalidArgument('The canned ACL is not valid', 'x-amz-acl', canned);
    if (grants.length > 0) {
      throw new AwsError('InvalidRequest', 400, 'Specifying both Canned ACLs and Header Grants is not allowed');
    }
    if (canned === 'private' || canned === 'bucket-owner-read') return 'owner-only';
    return canned === 'bucket-owner-full-control' ? canned : 'others';
  }
  if (grants.length === 0) return 'none';
  const ownerOnly =
    grants.length === 1 && headers['x-amz-grant-full-control']?.replace(/\s|"/g, '') === `id=${ownerId}`;
  return ownerOnly ? 'bucket-owner-full-control' : 'others';
}

function wantedInXml(body: XmlElement, ownerId: string): WantedAcl {
  const grants = body.allow('Owner', 'AccessControlList').child('AccessControlList')?.allow('Grant').children('Grant');
  const ownerOnly = (grants ?? []).every(
    (grant) => grant.child('Grantee')?.value('ID') === ownerId && grant.value('Permission') === 'FULL_CONTROL',
  );
  return ownerOnly ? 'bucket-owner-full-control' : 'others';
}

/**
 * Holds the ACL that a write asks for against the bucket's ownership (R-OWN-1). Grants to others are not implemented:
 * buckets with ACLs are what Block Public Access and bucket-owner-enforced ownership replaced.
 *
 * @throws AwsError AccessControlListNotSupported (400) under BucketOwnerEnforced, NotImplemented (501) for grants to
 *   others elsewhere
 */
function checkWanted(wanted: WantedAcl, bucket: Pick<Bucket, 'ownership'>, ownerOnlyAllowed: boolean): void {
  if (wanted === 'none' || wanted === 'bucket-owner-full-control') return;
  if (bucket.ownership === 'BucketOwnerEnforced' && !(wanted === 'owner-only' && ownerOnlyAllowed)) {
    throw new AwsError('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');
  }
  if (wanted === 'others') throw notImplemented('ACL grants to others than the owner');
}

/** Checks the ACL headers of a write of an object. @throws AwsError */
export function checkAclHeaders(world: World, headers: Readonly<Record<string, string>>, bucket: Bucket): void {
  if (headers['x-amz-acl'] === undefined && !GRANT_HEADERS.some((name) => headers[name] !== undefined)) return;
  checkWanted(wantedInHeaders(headers, ownerId(world, bucket.account)), bucket, false);
}

/** Checks the ACL headers of CreateBucket, where `private` is fine. @throws AwsError */
export function checkNewBucketAcl(
  world: World,
  headers: Readonly<Record<string, string>>,
  account: string,
  ownership: Bucket['ownership'],
): void {
  const wanted = wantedInHeaders(headers, ownerId(world, account));
  if (wanted === 'others' && ownership === 'BucketOwnerEnforced') {
    throw new AwsError(
      'InvalidBucketAclWithObjectOwnership',
      400,
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  checkWanted(wanted, { ownership }, true);
}

/**
 * PutBucketAcl and PutObjectAcl: accepted where it changes nothing, because the owner has FULL_CONTROL already.
 *
 * @param body the request's XML; '' when the ACL stands in headers
 * @throws AwsError
 */
export function checkPutAcl(
  world: World,
  headers: Readonly<Record<string, string>>,
  body: string,
  bucket: Bucket,
): void {
  const owner = ownerId(world, bucket.account);
  const wanted =
    body === '' ? wantedInHeaders(headers, owner) : wantedInXml(parseXml(body, 'AccessControlPolicy'), owner);
  if (wanted === 'none') {
    throw new AwsError('MissingSecurityHeader', 400, 'Your request was missing a required header', {
      MissingHeaderName: 'x-amz-acl',
    });
  }
  checkWanted(wanted, bucket, false);
}

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
