import type { PolicyDocument, PolicyKind } from '../../access/policy/document';
import { PolicyError } from '../../access/policy/errors';
import { parsePolicy } from '../../access/policy/parse';
import { bindPrincipals, showPrincipals } from '../../access/world/principal-ids';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import { limitExceeded } from './call';

/**
 * Parses a policy that a request carries; the principals of a trust policy are bound to unique ids (R-PR-ID).
 *
 * @throws AwsError MalformedPolicyDocument 400, or LimitExceeded 409 for a document past its size
 */
export function readDocument(world: World, text: string, kind: PolicyKind): PolicyDocument {
  try {
    const document = parsePolicy(text, kind);
    return kind === 'trust' ? bindPrincipals(world, document, 'trust') : document;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    if (error.code === 'PolicyTooLarge') throw limitExceeded(error.message);
    throw new AwsError(error.code, 400, error.message);
  }
}

/** A document as IAM answers it: JSON, URL-encoded (RFC 3986), principals by ARN while they live. */
export function writtenDocument(world: World, document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(showPrincipals(world, document))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
