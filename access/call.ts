import type { Caller } from './caller';

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
}
