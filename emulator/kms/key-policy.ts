import type { Caller } from '../../access/caller';
import { decideWith } from '../../access/decide/decide-with';
import type { PolicyDocument } from '../../access/policy/document';
import { PolicyError } from '../../access/policy/errors';
import { parsePolicy } from '../../access/policy/parse';
import { bindPrincipals } from '../../access/world/principal-ids';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';

const MALFORMED = 'MalformedPolicyDocumentException';

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
    throw new AwsError(error.code === 'PolicyTooLarge' ? 'LimitExceededException' : MALFORMED, 400, error.message);
  }
}

const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/**
 * The lockout safety check: whoever sets a key policy must be able to set it again, as far as the key policy is concerned.
 *
 * @throws AwsError MalformedPolicyDocumentException
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html BypassPolicyLockoutSafetyCheck
 */
export function requireNoLockout(policy: PolicyDocument, keyArn: string, account: string, caller: Caller): void {
  const { effect } = decideWith(
    {
      identity: [{ name: 'everything', document: EVERYTHING }],
      resource: { name: 'key policy', document: policy },
      resourceKind: 'key',
    },
    {
      caller,
      action: 'kms:PutKeyPolicy',
      resource: keyArn,
      resourceAccount: account,
      context: { 'kms:calleraccount': account, 'aws:viaawsservice': 'false' },
    },
  );
  if (effect === 'allow') return;
  throw new AwsError(MALFORMED, 400, 'The new key policy will not allow you to update the key policy in the future.');
}
