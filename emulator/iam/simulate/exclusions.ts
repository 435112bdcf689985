import type { NamedPolicy } from '../../../access/policy/document';
import type { Parameters } from '../../http/query-protocol';
import { invalidInput } from './invalid-input';

/** What may be left out of the simulation of a principal. */
export interface AttachedPolicies {
  readonly identity: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
  readonly scps: readonly (readonly NamedPolicy[])[] | undefined;
}

const FIELDS = [
  'PolicyType',
  'PolicyArn',
  'InlinePolicyIdentifier.PolicyName',
  'InlinePolicyIdentifier.AttachmentType',
  'InlinePolicyIdentifier.AttachmentName',
] as const;
const TYPES = ['inline', 'aws-managed', 'user-managed', 'permission-boundary', 'scp', 'rcp'];

/**
 * What is left of a principal's policies when those of `PolicyExclusionList` are thought away. Identifiers that fit none
 * are ignored, as are those of resource control policies, which the simulator does not ask.
 *
 * @param principal to whom the policies are attached
 * @throws AwsError InvalidInput for an identifier that is none
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html
 */
export function withoutExcluded(
  parameters: Parameters,
  principal: { readonly kind: 'user' | 'role'; readonly name: string },
  { identity, boundary, scps }: AttachedPolicies,
): AttachedPolicies {
  let left: AttachedPolicies = { identity, boundary, scps };
  for (const [index, identifier] of parameters.records('PolicyExclusionList', FIELDS).entries()) {
    const { PolicyType: type, PolicyArn: arn, 'InlinePolicyIdentifier.PolicyName': inline } = identifier;
    if ([type, arn, inline].filter((one) => one !== undefined).length !== 1 || (type && !TYPES.includes(type))) {
      throw invalidInput(
        `PolicyExclusionList.${index + 1} needs one of PolicyType (${TYPES.join(', ')}), PolicyArn, InlinePolicyIdentifier`,
      );
    }
    const attached =
      inline !== undefined &&
      identifier['InlinePolicyIdentifier.AttachmentType'] === principal.kind &&
      wildcard(identifier['InlinePolicyIdentifier.AttachmentName'] ?? '').test(principal.name);
    const pattern = arn === undefined ? undefined : wildcard(arn);
    left = {
      identity: left.identity.filter(
        (policy) =>
          typeOf(policy) !== type && !pattern?.test(policy.arn ?? '') && !(attached && isInline(policy, inline)),
      ),
      boundary: type === 'permission-boundary' ? undefined : left.boundary,
      scps:
        type === 'scp' ? undefined : left.scps?.map((level) => level.filter((one) => !pattern?.test(one.arn ?? ''))),
    };
  }
  return left;
}

function typeOf({ arn }: NamedPolicy): string {
  if (arn === undefined) return 'inline';
  return arn.includes(':iam::aws:') ? 'aws-managed' : 'user-managed';
}

function isInline({ name, arn }: NamedPolicy, wanted: string): boolean {
  return arn === undefined && name === wanted;
}

/** @throws AwsError InvalidInput for more than one `*` */
function wildcard(text: string): RegExp {
  if (text.split('*').length > 2)
    throw invalidInput(`'${text}' has more than one *; one is allowed, and any number of ?`);
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
