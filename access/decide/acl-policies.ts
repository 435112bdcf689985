import type { Call } from '../call';
import { callerAccount } from '../caller';
import type { NamedPolicy, PolicyDocument, PrincipalElement, Statement } from '../policy/document';
import { ALL_USERS, AUTHENTICATED_USERS, isPublicGroup } from '../world/acl';
import type { AccessPoint } from '../world/access-point';
import type { AclGrant, Bucket } from '../world/bucket';
import { ANONYMOUS_ACCOUNT, canonicalIdOf } from '../world/create';
import type { Account, World } from '../world/world';

type Permission = AclGrant['permission'];
type Actions = Readonly<Record<Exclude<Permission, 'FULL_CONTROL'>, readonly string[]>>;

/** What ACLs say of one call. */
export interface AclPolicies {
  /** The ACLs, as resource-based policies that only allow. */
  readonly policies: readonly NamedPolicy[];
  /** The object's owner, where it is not the bucket's: its ACL has to allow in the bucket policy's stead (R-OWN-3). */
  readonly objectOwner?: string;
}

const OBJECT: Actions = {
  READ: ['s3:GetObject', 's3:GetObjectVersion'],
  WRITE: [],
  READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

const bucketActions = (...write: readonly string[]): Actions => ({
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  WRITE: write,
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
});

/** WRITE is for new objects; those that are there it lets their owner alone overwrite and delete. */
const BUCKET = {
  new: bucketActions('s3:PutObject'),
  own: bucketActions('s3:PutObject', 's3:DeleteObject'),
  another: bucketActions(),
};

/**
 * The ACLs that bear on a call, as policies: a bucket's and, where the call says which object it is about, that object's
 * (R-ACL). None under BucketOwnerEnforced (R-OWN-1); without public groups under IgnorePublicAcls (R-BPA-3).
 *
 * @param owner the bucket's account
 * @param point the access point that the request comes through
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html
 */
export function aclPolicies(
  world: World,
  bucket: Bucket,
  owner: Account | undefined,
  call: Call,
  point?: AccessPoint,
): AclPolicies | undefined {
  if (bucket.ownership === 'BucketOwnerEnforced') return undefined;
  const { object } = call;
  const ignorePublic = [bucket, owner, point].some((one) => one?.publicAccessBlock?.ignorePublicAcls === true);
  const policies: NamedPolicy[] = [];
  if (bucket.acl.length > 0) {
    const writes = object?.replaced ? (object.owner === accountOf(call) ? 'own' : 'another') : 'new';
    const document = documentOf(bucket.acl, BUCKET[writes], `${writes} ${ignorePublic}`, ignorePublic);
    policies.push({ name: `ACL of bucket ${bucket.name}`, document });
  }
  if (object === undefined || object.replaced) return policies.length > 0 ? { policies } : undefined;
  const foreign = object.owner !== bucket.account;
  const ownerId = foreign ? canonicalIdIn(world, object.owner) : undefined;
  const document = documentOf(object.acl, OBJECT, `${ownerId} ${ignorePublic}`, ignorePublic, ownerId);
  policies.push({ name: `ACL of object ${keyOf(call.resource)}`, document });
  return foreign ? { policies, objectOwner: object.owner } : { policies };
}

/** The account to which a caller counts as an owner of objects. */
function accountOf({ caller }: Call): string | undefined {
  return caller.kind === 'anonymous' ? ANONYMOUS_ACCOUNT : callerAccount(caller);
}

/** The canonical user id by which ACLs name an account or anonymous callers; undefined for services. */
export function canonicalIdOfCaller(world: World, call: Call): string | undefined {
  const account = accountOf(call);
  return account === undefined ? undefined : canonicalIdIn(world, account);
}

function canonicalIdIn(world: World, account: string): string {
  return world.accounts.get(account)?.canonicalId ?? canonicalIdOf(account);
}

/** Kept by the list of grants, which is replaced and never changed in place: what is compiled for a document serves on. */
const kept = new WeakMap<readonly AclGrant[], Map<string, PolicyDocument>>();

function documentOf(
  grants: readonly AclGrant[],
  actions: Actions,
  variant: string,
  ignorePublic: boolean,
  ownerId?: string,
): PolicyDocument {
  let variants = kept.get(grants);
  if (!variants) kept.set(grants, (variants = new Map()));
  let document = variants.get(variant);
  if (!document) {
    const counted = ignorePublic ? grants.filter((grant) => !isPublicGroup(grant)) : [...grants];
    // The owner's own grant stands in no list.
    if (ownerId !== undefined) counted.unshift({ grantee: { canonicalId: ownerId }, permission: 'FULL_CONTROL' });
    document = { Statement: counted.flatMap((grant) => statementFor(grant, actions)) };
    variants.set(variant, document);
  }
  return document;
}

/** Its Resource is everything, because an ACL is asked about nothing but what it stands on. */
function statementFor({ grantee, permission }: AclGrant, actions: Actions): Statement[] {
  const Action = permission === 'FULL_CONTROL' ? Object.values(actions).flat() : actions[permission];
  if (Action.length === 0) return [];
  return [
    {
      Sid: permission,
      Effect: 'Allow',
      Principal: 'uri' in grantee ? principalOfGroup(grantee.uri) : { CanonicalUser: grantee.canonicalId },
      Action,
      Resource: '*',
      // What signs a request and belongs to an account.
      ...('uri' in grantee &&
        grantee.uri === AUTHENTICATED_USERS && { Condition: { Null: { 'aws:PrincipalAccount': 'false' } } }),
    },
  ];
}

function principalOfGroup(uri: string): PrincipalElement {
  return uri === ALL_USERS || uri === AUTHENTICATED_USERS ? '*' : { Service: 'logging.s3.amazonaws.com' };
}

function keyOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}
