import { deflateRawSync } from 'node:zlib';
import type { PolicyDocument } from '../../access/policy/document';
import { PolicyError } from '../../access/policy/errors';
import { SIZE_LIMITS } from '../../access/policy/limits';
import { parsePolicy } from '../../access/policy/parse';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import { checked, constraint, type Parameters } from '../http/query-protocol';

/** The session policies of an AssumeRole request. */
export interface SessionPolicies {
  readonly inline?: PolicyDocument;
  readonly arns: readonly string[];
  /** Per cent of what a session token can carry; 0 when nothing was passed. */
  readonly packedSize: number;
}

const ARNS_MOST = 10;
/** Compressed bytes of policies, ARNs and tags that a session token carries. */
const PACKED_MOST = 4096;

/**
 * Reads `Policy` and `PolicyArns` (R-STS-6).
 *
 * @param roleArn its account must have the managed policies
 * @throws AwsError MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError
 */
export function sessionPolicies(parameters: Parameters, world: World, roleArn: string): SessionPolicies {
  const text = parameters.get('Policy');
  const arns = parameters.records('PolicyArns', ['arn']).map(({ arn }) => arn ?? '');
  if (arns.length > ARNS_MOST) {
    throw constraint(String(arns.length), 'PolicyArns', `Member must have length less than or equal to ${ARNS_MOST}`);
  }
  const account = world.accounts.get(roleArn.split(':')[4]!);
  for (const arn of arns) {
    if (account?.managedPolicies.has(arn)) continue;
    throw new AwsError('ValidationError', 400, `The managed policy ${arn} does not exist in the account of the role.`);
  }
  const tags = parameters.records('Tags', ['Key', 'Value']);
  const packed = packedPercent([text, arns, tags], text !== undefined || arns.length > 0 || tags.length > 0);
  if (text === undefined) return { arns, packedSize: packed };
  checked(text, 'Policy', /^[\u0009\u000A\u000D\u0020-\u00FF]+$/, 1, SIZE_LIMITS.session.most);
  try {
    return { inline: parsePolicy(text, 'session'), arns, packedSize: packed };
  } catch (error) {
    throw error instanceof PolicyError ? new AwsError(error.code, 400, error.message) : error;
  }
}

function packedPercent(content: unknown, any: boolean): number {
  if (!any) return 0;
  const percent = Math.ceil((deflateRawSync(JSON.stringify(content)).length * 100) / PACKED_MOST);
  if (percent > 100) {
    throw new AwsError(
      'PackedPolicyTooLarge',
      400,
      `The total packed size of the session policies and session tags combined was too large: ${percent} per cent of what is allowed.`,
    );
  }
  return percent;
}
