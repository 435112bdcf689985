import type { Partition } from '../access/caller';

/** What a grant may open; each verb stands for the actions listed in `verbs.ts` and for nothing else. */
export type Verb = 'list' | 'read' | 'write' | 'delete';

/** A role in either account, with its ARN already spelled out: no name of a pair waits for an apply. */
export interface RoleName {
  /** Begins and ends with a slash; `/` when there is none. */
  readonly path: string;
  readonly name: string;
  readonly arn: string;
}

/** Who may assume a grant's role. */
export type TrustedPrincipal =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'role'; readonly arn: string; readonly account: string };

/** One grant: this role may do this with these prefixes. The single source of both halves and of the contract. */
export interface Grant {
  /** As written in the pair file, with its path: the grant's name in reports. */
  readonly id: string;
  /** The role in the consumer account. */
  readonly role: RoleName;
  readonly trustedBy: readonly TrustedPrincipal[];
  readonly via: 'bucket-policy' | 'assume-role';
  /** With assume-role: the role in the producer account. */
  readonly accessRole?: RoleName;
  /** With assume-role: always there. */
  readonly externalId?: string;
  readonly access: readonly Verb[];
  /** Each ends in a slash; a single `''` is the whole bucket. */
  readonly prefixes: readonly string[];
}

/** One account pair, checked and completed: every default filled in, every name derived. */
export interface Pair {
  readonly name: string;
  readonly partition: Partition;
  readonly producer: {
    /** 12 digits. */
    readonly account: string;
    readonly region: string;
    readonly bucket: string;
    readonly encryption: 'kms' | 's3';
    readonly accessLogs: boolean;
  };
  readonly consumer: {
    readonly account: string;
    readonly region: string;
  };
  /** `o-…` */
  readonly organization?: string;
  readonly grants: readonly Grant[];
  /** The file it came from, for messages; absent for pairs made in code. */
  readonly file?: string;
}
