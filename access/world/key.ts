import type { PolicyDocument } from '../policy/document';

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

/** A customer managed KMS key. Its material is not in the world: the embedded AWS derives it. */
export interface Key {
  readonly arn: string;
  /** The UUID at the end of the ARN. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** ISO-8601. */
  readonly createdAt: string;
  description: string;
  policy: PolicyDocument;
  state: KeyState;
  /** ISO-8601, when PendingDeletion ends. */
  deletionDate?: string;
  rotationEnabled: boolean;
  /** 90 to 2560; AWS's default is 365. */
  rotationPeriodInDays: number;
  /** By grant id. */
  readonly grants: Map<string, KeyGrant>;
  readonly tags: Map<string, string>;
}

/** A grant: for its operations it acts as an Allow of the key policy for the grantee (R-KMS-2). */
export interface KeyGrant {
  readonly id: string;
  /** An ARN, bound to a unique id as in policies. */
  readonly granteePrincipal: string;
  readonly retiringPrincipal?: string;
  /** E.g. `Decrypt`, `GenerateDataKey`. */
  readonly operations: readonly string[];
  readonly encryptionContextEquals?: Readonly<Record<string, string>>;
  readonly encryptionContextSubset?: Readonly<Record<string, string>>;
  readonly name?: string;
  /** The account of whoever made it. @default the key's */
  readonly issuingAccount?: string;
  readonly createdAt: string;
}
