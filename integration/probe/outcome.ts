import { AwsError } from '../../emulator/index';
import type { Answer } from '../targets/target';

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly Code?: string;
}

// What a service says when it got past authorization and found something else in the way.
const pastAuthorization = new Set([404, 405, 409, 412, 416]);
// KMS decides before it looks into the ciphertext.
const pastAuthorizationNames = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);
const refusals = new Set(['AccessDenied', 'AccessDeniedException', 'Forbidden', '403']);

/**
 * Tells what an SDK's answer says about access. An answer of a service that found the caller authorized, and then
 * something else in the way (no such key, bucket not empty), is an allow. A failure that has nothing to do with
 * access (a broken connection, a wrong signature) is an error: it shows nothing.
 */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Answer> {
  try {
    await call();
    return { outcome: 'allow', reason: 'answered with success' };
  } catch (thrown) {
    // A call that was made in process, for a service that has no credentials, fails as the wire would say it.
    if (thrown instanceof AwsError) {
      const outcome = refusals.has(thrown.code) ? 'deny' : 'error';
      return { outcome, reason: `${thrown.code}: ${thrown.message}` };
    }
    const error = thrown as SdkError;
    const status = error.$metadata?.httpStatusCode;
    const text = `${error.name}: ${error.message}`;
    if (status === undefined) return { outcome: 'error', reason: text };
    if (refusals.has(error.name) || refusals.has(error.Code ?? '')) return { outcome: 'deny', reason: text };
    // A HEAD has no body, so its error has no name.
    if (status === 403 && ['Unknown', 'UnknownError', 'Error'].includes(error.name)) {
      return { outcome: 'deny', reason: 'Forbidden' };
    }
    if (pastAuthorization.has(status) || pastAuthorizationNames.has(error.name))
      return { outcome: 'allow', reason: `authorized, then answered ${text}` };
    return { outcome: 'error', reason: `${status} ${text}` };
  }
}
