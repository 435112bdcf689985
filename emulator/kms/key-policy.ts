import { decide } from '../../access/decide/decide';
import type { NamedPolicy, PolicyDocument } from '../../access/policy/document';
import { PolicyError } from '../../access/policy/errors';
import { parsePolicy } from '../../access/policy/parse';
import { callsOf } from '../../access/services/calls';
import { bindPrincipals } from '../../access/world/principal-ids';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import type { JsonCall } from '../http/json-protocol';

/**
 * Parses a key policy and binds its principals to unique ids.
 *
 * @throws AwsError MalformedPolicyDocumentException; LimitExceededException beyond 32 KB
 */
export function readKeyPolicy(world: World, text: string): PolicyDocument {
  try {
    return bindPrincipals(world, parsePolicy(text, 'key'), 'key');
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new AwsError(error.code === 'PolicyTooLarge' ? 'LimitExceededException' : error.code, 400, error.message);
  }
}

/** Takes the place of identity policies where these are not the question. */
export const EVERYTHING: NamedPolicy = {
  name: 'everything',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

/**
 * The lockout safety check: whoever sets a key policy must be able to set it again, as far as the key policy is concerned.
 *
 * @throws AwsError MalformedPolicyDocumentException
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html BypassPolicyLockoutSafetyCheck
 */
export function requireNoLockout({ state, request }: JsonCall, policy: PolicyDocument, keyArn: string): void {
  const { caller, connection } = request;
  const [again] = callsOf(state.world, { service: 'kms', operation: 'PutKeyPolicy', caller, connection, keyArn });
  const { effect } = decide(state.world, again!, {
    identity: [EVERYTHING],
    boundary: undefined,
    session: undefined,
    scps: undefined,
    resource: { name: 'key policy', document: policy },
    keyGrants: undefined,
  });
  if (effect === 'allow') return;
  throw new AwsError(
    'MalformedPolicyDocumentException',
    400,
    'The new key policy will not allow you to update the key policy in the future.',
  );
}
