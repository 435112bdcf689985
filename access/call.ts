import type { Caller } from './caller';
import type { AclGrant } from './world/bucket';

/** Condition keys in lower case -> value. A list is a multivalued key, even with one element or none. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** One question to the engine: may this caller do this action on this resource. One API request asks one or more. */
export interface Call {
  readonly caller: Caller;
  /** In AWS's spelling, e.g. `s3:GetObject`. */
  readonly action: string;
  /** The resource's ARN (raw key, not URL-encoded), or `*` for actions without a resource. */
  readonly resource: string;
  /** 12 digits: the account that owns the resource. For S3 that is the bucket's owner, which its ARN does not tell. */
  readonly resourceAccount: string;
  /** What the service filled in; the keys of the caller (aws:PrincipalArn, …) are added by {@link decide}. */
  readonly context: RequestContext;
  /**
   * S3: of a request through an access point, the point or the object through it, about which the caller's own policies
   * are asked. Two calls stand for such a request, one with this as its resource, one with the bucket behind it (R-AP).
   * @default the resource
   */
  readonly callerResource?: string;
  /** S3: the object that is there, where its owner or its ACL may count. @default the bucket's owner's, with no grants */
  readonly object?: CallObject;
}

/** An object as ACLs are asked about it (R-ACL, R-OWN-3). */
export interface CallObject {
  /** The account that owns it. */
  readonly owner: string;
  /** Beside the owner's FULL_CONTROL, which is always there. */
  readonly acl: readonly AclGrant[];
  /** The call overwrites or deletes it, for which its own ACL is not asked. @default false */
  readonly replaced?: boolean;
}
