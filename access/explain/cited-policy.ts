import type { Call } from '../call';
import { callerArn, principalArn } from '../caller';
import type { Gate, Reason } from '../decision';
import { parseArn } from '../world/arn';

/** A policy that took part in a decision. @see https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_PolicyInfo.html */
export interface PolicyDetails {
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  /** Whether it has no ARN of its own. */
  readonly inline: boolean;
  /** Its ARN; of an inline policy, what it is attached to and its name. */
  readonly uri: string;
  readonly attachedTo: readonly { readonly arn: string }[];
}

const TYPES = {
  identity: 'IDENTITY_BASED_POLICY',
  resource: 'RESOURCE_BASED_POLICY',
  'public-access-block': 'RESOURCE_BASED_POLICY',
  boundary: 'PERMISSIONS_BOUNDARY',
  session: 'SESSION_POLICY',
  scp: 'SERVICE_CONTROL_POLICY',
  rcp: 'RESOURCE_CONTROL_POLICY',
  vpce: 'VPC_ENDPOINT_POLICY',
} as const satisfies Readonly<Record<Exclude<Gate, 'service'>, string>>;

/** The policy that a reason cites; undefined when it cites none. */
export function policyOf({ gate, policy, policyArn }: Reason, call: Call): PolicyDetails | undefined {
  if (policy === undefined) return undefined;
  // What a service refuses by itself stands in no policy.
  const type = TYPES[gate as Exclude<Gate, 'service'>];
  const arn = holderOf(gate, call);
  return {
    type,
    inline: policyArn === undefined,
    uri: policyArn ?? `${arn ?? type}#${policy}`,
    attachedTo: arn === undefined ? [] : [{ arn }],
  };
}

/** What a gate's policies are attached to. Of organization and endpoint policies the decision does not know. */
function holderOf(gate: Gate, { caller, resource }: Call): string | undefined {
  switch (gate) {
    case 'identity':
    case 'boundary':
      return principalArn(caller);
    case 'session':
      return callerArn(caller);
    case 'resource':
    case 'public-access-block':
      return policyHolder(resource);
  }
  return undefined;
}

/** An object has no policy of its own: it is the bucket's, or that of the access point in whose ARN it stands. */
function policyHolder(resource: string): string {
  const arn = parseArn(resource);
  if (arn?.service !== 's3') return resource;
  // The ARN of a bucket has no account, that of an access point has one and a slash before its name.
  return resource
    .split('/')
    .slice(0, arn.account === '' ? 1 : 2)
    .join('/');
}
