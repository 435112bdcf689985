import type { PolicyKind } from './document';

/** What a statement of one kind of policy has and has not. */
export interface Grammar {
  /** Whether each statement names its principals, or none may. */
  readonly principal: 'required' | 'prohibited';
  /** `optional`: such a statement is saved and has no effect. */
  readonly action: 'required' | 'optional';
  readonly resource: 'required' | 'optional' | 'prohibited';
  /** Elements that this kind does not know although others do. */
  readonly without?: readonly ('NotPrincipal' | 'NotAction')[];
  /** Whether the policy has to say `"Version": "2012-10-17"`. @default either version, or none */
  readonly currentVersion?: true;
  /** Whether a Sid may have any character, or letters and digits only. */
  readonly sid: 'any' | 'alphanumeric';
  /** Whether no two statements may have the same Sid. */
  readonly uniqueSids: boolean;
  readonly effects: readonly ('Allow' | 'Deny')[];
}

const ATTACHED: Grammar = {
  principal: 'prohibited',
  action: 'required',
  resource: 'required',
  sid: 'alphanumeric',
  uniqueSids: true,
  effects: ['Allow', 'Deny'],
};

const ON_RESOURCE: Grammar = {
  principal: 'required',
  action: 'required',
  resource: 'required',
  sid: 'any',
  uniqueSids: true,
  effects: ['Allow', 'Deny'],
};

/**
 * The grammar of each kind of policy. A boundary is a managed policy, and those have to be of the current version.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html for statements without Action or Resource
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const GRAMMARS: Readonly<Record<PolicyKind, Grammar>> = {
  identity: ATTACHED,
  session: ATTACHED,
  boundary: { ...ATTACHED, currentVersion: true },
  scp: { ...ATTACHED, sid: 'any', currentVersion: true },
  bucket: ON_RESOURCE,
  key: { ...ON_RESOURCE, action: 'optional', resource: 'optional', uniqueSids: false },
  trust: { ...ON_RESOURCE, resource: 'prohibited', without: ['NotPrincipal'] },
  vpce: { ...ON_RESOURCE, uniqueSids: false },
  rcp: { ...ON_RESOURCE, without: ['NotPrincipal', 'NotAction'], currentVersion: true, effects: ['Deny'] },
};
