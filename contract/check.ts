import type { S3Request, KmsRequest, StsRequest } from '../access/services/request';

/** Which deployment is asked: both halves as written, or one half with the other one thrown wide open. */
export type Half = 'both' | 'producer' | 'consumer';

/**
 * Who makes a check's call. The target turns it into a real caller: a session obtained by AssumeRole, a user's access key,
 * or no signature.
 * `role` names a role by ARN that exists once pair and fixtures are deployed; `through` a second one it then assumes.
 */
export type Actor =
  | {
      readonly kind: 'role';
      readonly arn: string;
      /** The access role that this role assumes first (via assume-role). */
      readonly through?: { readonly arn: string; readonly externalId?: string };
    }
  | { readonly kind: 'user'; readonly arn: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'anonymous' };

/** How reports name an actor. */
export function callerName(actor: Actor): string {
  if (actor.kind === 'anonymous') return 'anonymous';
  if (actor.kind === 'service') return actor.service;
  if (actor.kind === 'user' || !actor.through) return actor.arn;
  return `${actor.through.arn} (assumed by ${actor.arn})`;
}

type Asked<T> = Omit<T, 'caller' | 'connection'>;

/** The request of a check on S3. */
export type S3CheckRequest = Asked<S3Request>;

/** The request of a check: an API request without its caller and connection, which the target supplies. */
export type CheckRequest = S3CheckRequest | Asked<KmsRequest> | Asked<StsRequest>;

/** One sentence of the contract: this call by this actor is allowed, or is not. */
export interface Check {
  /** Stable across runs and unique in a pair: `<grant>/<what>/<half>`. */
  readonly id: string;
  /** The grant's id, or `*` for the pair as a whole. */
  readonly grant: string;
  readonly half: Half;
  readonly expect: 'allow' | 'deny';
  readonly actor: Actor;
  readonly request: CheckRequest;
  /** Whether the call goes over TLS. @default true */
  readonly secure?: boolean;
  /** The version of TLS that it goes over. @default 1.3 */
  readonly tlsVersion?: '1.1';
  /** Whether the consumer's account has gone to another organization meanwhile. @default false */
  readonly outsideOrganization?: true;
  /**
   * Which policy of the producer is thrown open as well, because it would refuse the call too: what is left has to refuse
   * it alone. `public`: those of its buckets, to everybody. @default none
   */
  readonly opened?: 'bucket' | 'key' | 'public';
  /** In words, for the report: `read of reports-private/, a sibling of reports/`. */
  readonly title: string;
}
