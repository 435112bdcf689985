import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { PolicyDocument, PolicyKind } from '../access/policy/document';
import { PolicyError } from '../access/policy/errors';
import { checkPolicy } from '../access/policy/parse';
import { unknownValue } from '../access/policy/unknown';
import { policyJson } from './policy-json';
import { SynthError } from './synth-error';

const what: Partial<Record<PolicyKind, string>> = {
  bucket: 'bucket policy is not one S3 accepts',
  key: 'key policy is not one KMS accepts',
  trust: 'trust policy is not one IAM accepts',
  identity: 'inline policy is not one IAM accepts',
};

/**
 * Renders a policy (see {@link policyJson}) after holding it against the grammar and the size limit that AWS has for its
 * kind: Terraform would find out only when it applies.
 *
 * @param scope the construct whose policy it is
 * @throws SynthError with AWS's own message
 */
export function checkedPolicyJson(scope: IConstruct, kind: PolicyKind, document: PolicyDocument): string {
  const json = policyJson(document);
  try {
    checkPolicy(tokensAsUnknown(document), kind);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new SynthError(
      {
        what: what[kind] ?? `${kind} policy is not one AWS accepts`,
        value: error.message,
        allowed: 'the elements, actions and sizes that AWS documents for it',
        fix: 'correct the document',
      },
      scope,
    );
  }
  return json;
}

/** What only an apply can tell is unknown to whoever reads the policy now. */
function tokensAsUnknown(document: PolicyDocument): unknown {
  const text = JSON.stringify(document);
  if (!Token.isUnresolved(text)) return document;
  return JSON.parse(text.replace(/\$\{(TfToken\[[A-Za-z0-9:._-]+\])\}/g, (_, token: string) => unknownValue(token)));
}
