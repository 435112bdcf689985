import { ALL_USERS, AUTHENTICATED_USERS, cannedAcl, LOG_DELIVERY, type CannedAclTarget } from '../../access/world/acl';
import type { AclGrant } from '../../access/world/bucket';
import { AwsError } from '../http/exchange';
import { parseXml, type XmlElement } from '../xml/parse';
import { invalidArgument, invalidRequest } from './errors';

/** The ACL that a request asks for. */
export interface WantedAcl {
  /** Beside the owner's FULL_CONTROL, which is there whatever is asked. */
  readonly grants: readonly AclGrant[];
  /** Whether it is what buckets without ACLs take: full control of the bucket's owner and nothing else (R-OWN-1). */
  readonly ownerOnly: boolean;
}

type Headers = Readonly<Record<string, string>>;
type Permission = AclGrant['permission'];

const GRANT_HEADERS: ReadonlyMap<string, Permission> = new Map([
  ['x-amz-grant-full-control', 'FULL_CONTROL'],
  ['x-amz-grant-read', 'READ'],
  ['x-amz-grant-write', 'WRITE'],
  ['x-amz-grant-read-acp', 'READ_ACP'],
  ['x-amz-grant-write-acp', 'WRITE_ACP'],
]);
const PERMISSIONS: ReadonlySet<string> = new Set(GRANT_HEADERS.values());
const GROUPS: ReadonlySet<string> = new Set([ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY]);
/** AWS's limit of grants in one ACL. */
const MOST = 100;

/**
 * The ACL in a request's headers: a canned one or grants.
 *
 * @returns undefined when they say nothing of an ACL
 * @throws AwsError for what S3 does not understand, and for grantees that cannot be
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#setting-acls
 */
export function aclInHeaders(headers: Headers, target: CannedAclTarget): WantedAcl | undefined {
  const canned = headers['x-amz-acl'];
  const sent = [...GRANT_HEADERS].filter(([name]) => headers[name] !== undefined);
  if (canned === undefined) {
    if (sent.length === 0) return undefined;
    const grants = sent.flatMap(([name, permission]) => grantsInHeader(name, headers[name]!, permission));
    return wanted(grants, target);
  }
  const grants = cannedAcl(canned, target);
  if (!grants) throw invalidArgument('The canned ACL is not valid', 'x-amz-acl', canned);
  if (sent.length > 0) throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  return { grants, ownerOnly: canned === 'bucket-owner-full-control' && grants.length === 0 };
}

/**
 * The ACL in the body of PutBucketAcl and PutObjectAcl.
 *
 * @throws AwsError as {@link aclInHeaders}, MalformedACLError for what is no ACL
 */
export function aclInXml(text: string, target: CannedAclTarget): WantedAcl {
  const body = parseXml(text, 'AccessControlPolicy').allow('Owner', 'AccessControlList');
  const grants = body.child('AccessControlList')?.allow('Grant').children('Grant') ?? [];
  if (grants.length > MOST) throw malformedAcl();
  return wanted(grants.map(grantInXml), target);
}

function wanted(asked: readonly AclGrant[], { owner }: CannedAclTarget): WantedAcl {
  const toOwner = ({ grantee }: AclGrant) => 'canonicalId' in grantee && grantee.canonicalId === owner;
  return {
    grants: asked.filter((grant) => !toOwner(grant)),
    ownerOnly: asked.every((grant) => toOwner(grant) && grant.permission === 'FULL_CONTROL'),
  };
}

/** `id="…", uri="…"` */
function grantsInHeader(header: string, value: string, permission: Permission): AclGrant[] {
  return value.split(',').map((part) => {
    const [, kind, name] = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*?)"?\s*$/.exec(part) ?? [];
    if (kind === undefined || name === undefined)
      throw invalidArgument('Argument format not recognized', header, value);
    return { grantee: granteeOf(kind, name), permission };
  });
}

const KINDS = { ID: 'id', URI: 'uri', EmailAddress: 'emailAddress' } as const;

function grantInXml(grant: XmlElement): AclGrant {
  const grantee = grant
    .allow('Grantee', 'Permission')
    .child('Grantee')
    ?.allow('DisplayName', ...Object.keys(KINDS));
  const permission = grant.value('Permission') ?? '';
  const named = Object.entries(KINDS).flatMap(([element, kind]) => {
    const name = grantee?.value(element);
    return name === undefined ? [] : [{ kind, name }];
  });
  if (!PERMISSIONS.has(permission) || named.length !== 1) throw malformedAcl();
  return { grantee: granteeOf(named[0]!.kind, named[0]!.name), permission: permission as Permission };
}

/** Whom a grant names. Accounts have no e-mail addresses here. */
function granteeOf(kind: string, name: string): AclGrant['grantee'] {
  if (kind === 'uri') {
    if (!GROUPS.has(name)) throw invalidArgument('Invalid group uri', 'uri', name);
    return { uri: name };
  }
  if (kind === 'id') {
    if (!/^[0-9a-f]{64}$/.test(name)) throw invalidArgument('Invalid id', 'id', name);
    return { canonicalId: name };
  }
  throw new AwsError(
    'UnresolvableGrantByEmailAddress',
    400,
    'The e-mail address you provided does not match any account on record.',
  );
}

function malformedAcl(): AwsError {
  return new AwsError(
    'MalformedACLError',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
