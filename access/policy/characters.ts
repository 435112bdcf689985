import type { PolicyKind } from './document';
import { malformed, PolicyError } from './errors';
import { withoutUnknown } from './unknown';
import { SYNTAX } from './words';

/** Any but tab, line feed, carriage return, and U+0020 to U+00FF. */
const OTHER = /[^\t\n\r -\u00FF]/u;

/** The parameter in which IAM takes the policy. */
const PARAMETER: Partial<Record<PolicyKind, string>> = {
  identity: 'policyDocument',
  boundary: 'policyDocument',
  trust: 'assumeRolePolicyDocument',
};

/**
 * Refuses characters that IAM and KMS do not take, not even in strings; as `\u20AC` they may be written.
 *
 * @param text JSON
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function checkCharacters(text: string, kind: PolicyKind): void {
  const parameter = PARAMETER[kind];
  const other = parameter !== undefined || kind === 'key' ? OTHER.exec(withoutUnknown(text))?.[0] : undefined;
  if (other === undefined) return;
  const detail = `the policy has ${other}; U+0020 to U+00FF, tabs and line ends are allowed`;
  if (parameter === undefined) throw malformed(kind, SYNTAX, detail);
  const message = `The specified value for ${parameter} is invalid. It must contain only printable ASCII characters.`;
  throw new PolicyError('ValidationError', message, detail);
}
