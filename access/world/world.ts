import type { Partition } from '../caller';
import type { NamedPolicy, PolicyDocument } from '../policy/document';
import type { AccessPoint } from './access-point';
import type { Bucket, PublicAccessBlock } from './bucket';
import type { Key } from './key';

/**
 * What AWS knows: accounts with their principals and keys, buckets, organizations. Plain data that changes in place;
 * synthesized Terraform, the embedded AWS's API and tests all fill the same one. Object bytes are not in it.
 */
export interface World {
  /** By account id. An account is there as soon as something in it is; see `ensureAccount`. */
  readonly accounts: Map<string, Account>;
  /** By name: bucket names are global across accounts. */
  readonly buckets: Map<string, Bucket>;
  /** By id (`o-…`). */
  readonly organizations: Map<string, Organization>;
}

/** One AWS account. */
export interface Account {
  /** 12 digits. */
  readonly id: string;
  readonly partition: Partition;
  /** 64 hex digits, by which ACLs name the account. */
  readonly canonicalId: string;
  /** By name; names are unique in an account whatever the path. */
  readonly users: Map<string, User>;
  readonly roles: Map<string, Role>;
  /** Customer managed policies, by ARN. */
  readonly managedPolicies: Map<string, ManagedPolicy>;
  readonly instanceProfiles: Map<string, InstanceProfile>;
  /** By key ARN. */
  readonly keys: Map<string, Key>;
  /** By alias ARN -> key ARN. */
  readonly aliases: Map<string, KeyAlias>;
  /** By ARN. @default none */
  accessPoints?: Map<string, AccessPoint>;
  /** The account-wide block of S3 Control. */
  publicAccessBlock?: PublicAccessBlock;
  /** Absent when the account is in no organization. */
  organization?: OrganizationMembership;
}

/** An IAM entity's policies; documents carry unique ids where the user wrote a role's or user's ARN (R-PR-ID). */
interface Principal {
  readonly name: string;
  /** Begins and ends with a slash; `/` when there is none. */
  readonly path: string;
  /** `AROA…` or `AIDA…`; never used again after deletion. */
  readonly uniqueId: string;
  /** ISO-8601. */
  readonly createdAt: string;
  readonly inlinePolicies: Map<string, PolicyDocument>;
  /** ARNs of managed policies, in order of attachment. */
  readonly attachedPolicies: Set<string>;
  /** The ARN of the managed policy that is the permissions boundary. */
  boundary?: string;
  readonly tags: Map<string, string>;
}

export interface User extends Principal {
  readonly accessKeys: Map<string, AccessKey>;
}

/** A long-term key of a user. Its secret is not in the world: the embedded AWS derives it. */
export interface AccessKey {
  readonly id: string;
  status: 'Active' | 'Inactive';
  readonly createdAt: string;
}

export interface Role extends Principal {
  trustPolicy: PolicyDocument;
  description: string;
  /** Seconds, 3600 to 43200. */
  maxSessionDuration: number;
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** `ANPA…` */
  readonly policyId: string;
  readonly createdAt: string;
  description: string;
  /** By version id (`v1`, …). */
  readonly versions: Map<string, { readonly document: PolicyDocument; readonly createdAt: string }>;
  defaultVersion: string;
  readonly tags: Map<string, string>;
}

export interface InstanceProfile {
  readonly name: string;
  readonly path: string;
  /** `AIPA…` */
  readonly uniqueId: string;
  readonly createdAt: string;
  /** At most one role's name. */
  role?: string;
  readonly tags: Map<string, string>;
}

export interface KeyAlias {
  /** `alias/…` */
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  targetKeyArn: string;
  readonly createdAt: string;
}

/** Where an account hangs in its organization. */
export interface OrganizationMembership {
  readonly id: string;
  /** The root and the OUs above the account, top first: `['r-ab12', 'ou-…']`. */
  readonly path: readonly string[];
}

export interface Organization {
  readonly id: string;
  managementAccount?: string;
  /** Policies attached to a root, an OU or an account, by that node's id. */
  readonly policies: Map<string, { readonly scps: NamedPolicy[]; readonly rcps: NamedPolicy[] }>;
}
