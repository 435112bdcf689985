import type { PolicyDocument } from './policy/document';

/** AWS's three partitions that have S3, IAM, STS and KMS for the public. ARNs never cross them. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** What every kind of caller that belongs to an account has. */
interface InAccount {
  /** 12 digits. */
  readonly account: string;
  /** @default 'aws' */
  readonly partition?: Partition;
}

/** What callers with temporary credentials have beside. */
interface MayBeTemporary {
  /** Whether the session was opened with MFA: `aws:MultiFactorAuthPresent`, which is absent where nobody says. */
  readonly mfa?: boolean;
  /** ISO-8601, when the session began: `aws:TokenIssueTime`. */
  readonly tokenIssueTime?: string;
}

/** The account itself, with no policies of its own (R-ROOT). */
export interface RootCaller extends InAccount, MayBeTemporary {
  readonly kind: 'root';
}

/** An IAM user, with a long-term access key or the temporary credentials of GetSessionToken. */
export interface UserCaller extends InAccount, MayBeTemporary {
  readonly kind: 'user';
  /** Begins and ends with a slash; `/` when there is none. */
  readonly path: string;
  readonly name: string;
  /** `AIDA…` */
  readonly uniqueId: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A session of an assumed role, with all that STS sealed into it. */
export interface RoleSessionCaller extends InAccount, MayBeTemporary {
  readonly kind: 'role-session';
  readonly role: {
    /** Begins and ends with a slash; `/` when there is none. */
    readonly path: string;
    readonly name: string;
    /** `AROA…` */
    readonly uniqueId: string;
    /** A service-linked role: SCPs and RCPs do not apply to it. @default false */
    readonly serviceLinked?: boolean;
  };
  readonly sessionName: string;
  /** Inline and managed session policies; absent when none was passed (R-NOSESSPOL). */
  readonly sessionPolicies?: readonly PolicyDocument[];
  readonly sessionTags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  readonly sourceIdentity?: string;
}

/** A user of GetFederationToken. */
export interface FederatedUserCaller extends InAccount {
  readonly kind: 'federated-user';
  readonly name: string;
  /** The IAM user that called GetFederationToken. */
  readonly byUser: { readonly path: string; readonly name: string; readonly uniqueId: string };
  readonly sessionPolicies?: readonly PolicyDocument[];
}

/** An AWS service that calls in its own name, e.g. `logging.s3.amazonaws.com`. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly service: string;
}

/** A request without a signature. */
export interface AnonymousCaller {
  readonly kind: 'anonymous';
}

/** Who makes a call. */
export type Caller =
  | RootCaller
  | UserCaller
  | RoleSessionCaller
  | FederatedUserCaller
  | ServiceCaller
  | AnonymousCaller;

/** The account a caller belongs to; undefined for services and anonymous callers. */
export function callerAccount(caller: Caller): string | undefined {
  return 'account' in caller ? caller.account : undefined;
}

/**
 * The ARN by which AWS names a caller in errors and GetCallerIdentity: for a role's session the `assumed-role` ARN,
 * which has no path (R-STS-8). A service is its own name; an anonymous caller has none and is `anonymous`.
 */
export function callerArn(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return caller.service;
    case 'root':
      return `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:root`;
    case 'user':
      return `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:user${caller.path}${caller.name}`;
    case 'role-session':
      return `arn:${caller.partition ?? 'aws'}:sts::${caller.account}:assumed-role/${caller.role.name}/${caller.sessionName}`;
    case 'federated-user':
      return `arn:${caller.partition ?? 'aws'}:sts::${caller.account}:federated-user/${caller.name}`;
  }
}

/** The value of `aws:PrincipalArn`: for a session the role's ARN with its path, never the session's (D030). */
export function principalArn(caller: Caller): string | undefined {
  if (caller.kind === 'anonymous' || caller.kind === 'service') return undefined;
  if (caller.kind !== 'role-session') return callerArn(caller);
  return `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:role${caller.role.path}${caller.role.name}`;
}
