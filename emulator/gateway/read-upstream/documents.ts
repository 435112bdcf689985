import type { PolicyDocument, PolicyKind } from '../../../access/policy/document';
import { PolicyError } from '../../../access/policy/errors';
import { parsePolicy } from '../../../access/policy/parse';
import { bindPrincipals } from '../../../access/world/principal-ids';
import { CLOSED, CLOSED_RESOURCE, type Reader } from './reader';

type ResourceKind = Extract<PolicyKind, 'bucket' | 'key' | 'trust'>;

/** A policy of a backend that is not on a resource. What AWS would not have saved is taken as a policy that denies all. */
export function identityDocument(reader: Reader, text: string, what: string): PolicyDocument {
  return parsed(reader, text, 'boundary', what) ?? CLOSED;
}

/** As {@link identityDocument}, for one that names principals; those that exist are bound to their unique ids (R-PR-ID). */
export function resourceDocument(reader: Reader, text: string, kind: ResourceKind, what: string): PolicyDocument {
  const document = parsed(reader, text, kind, what);
  if (!document) return CLOSED_RESOURCE;
  try {
    return bindPrincipals(reader.state.world, document, kind);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    reader.onProblem(
      `${what} names a principal that does not exist (${error.message}); it means whoever gets that name`,
    );
    return document;
  }
}

function parsed(reader: Reader, text: string, kind: PolicyKind, what: string): PolicyDocument | undefined {
  try {
    return parsePolicy(text.startsWith('%') ? decodeURIComponent(text) : text, kind);
  } catch (error) {
    if (!(error instanceof PolicyError) && !(error instanceof URIError)) throw error;
    reader.onProblem(
      `${what} is none that AWS would have saved (${error.message}); it is taken as one that denies all`,
    );
    return undefined;
  }
}
