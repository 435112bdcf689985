/** One value or a list of them, as policy JSON allows wherever a list may stand. */
export type OneOrMany<T> = T | readonly T[];

/**
 * The Principal element: everyone, or lists by kind. `AWS` holds account ids, ARNs or unique ids (AROA…, AIDA…).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (R-PR)
 */
export type PrincipalElement =
  | '*'
  | Readonly<Partial<Record<'AWS' | 'Service' | 'Federated' | 'CanonicalUser', OneOrMany<string>>>>;

/** Operator -> condition key -> values; values keep the JSON type in which they were written. */
export type ConditionElement = Readonly<Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>>;

/** One statement of a policy, in AWS's own spelling: plain data, never a class. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: ConditionElement;
}

/** A policy as JSON.parse gives it. A document in a {@link World} has been validated; one from a user has not. */
export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: OneOrMany<Statement>;
}

/** The kinds of policy AWS knows here; each has its own grammar and size limit. */
export type PolicyKind = 'identity' | 'bucket' | 'key' | 'trust' | 'session' | 'boundary' | 'scp' | 'rcp' | 'vpce';

/** A policy with the name that a reader knows it by, as explanations cite it. */
export interface NamedPolicy {
  /** What explanations print: the inline policy's name, the managed policy's ARN, or `bucket policy of NAME`. */
  readonly name: string;
  /** The ARN of a managed policy; inline and resource policies have none. */
  readonly arn?: string;
  readonly document: PolicyDocument;
}
