import type { Call } from '../call';
import { callerAccount } from '../caller';
import { decideWith } from '../decide/decide-with';
import { refusalOf } from '../decide/refusal-of';
import type { PolicySets } from '../decide/policy-sets';
import type { Decision } from '../decision';
import type { NamedPolicy, OneOrMany, PolicyDocument } from '../policy/document';
import { listOf } from '../policy/statements';
import { throughAccessPoint } from '../services/s3/access-point-calls';
import type { PublicAccessBlock } from '../world/bucket';
import { callerNamed } from './caller-named';

/** One question with all policies that bear on it: nothing else has to be known. */
export interface SimulationCase {
  readonly id: string;
  /** See {@link callerNamed}. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** 12 digits: the account that owns the resource. */
  readonly resourceAccount: string;
  /** Keys in any case. @default none */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Attached to the caller. @default none */
  readonly identity?: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  /** Passed when the session was made. */
  readonly session?: OneOrMany<PolicyDocument>;
  readonly resourcePolicy?: PolicyDocument;
  /**
   * S3: the policy of the access point that the request comes through, whose ARN is in `s3:DataAccessPointArn`. The
   * resource is the bucket, or the object, behind it. @default it comes through none
   */
  readonly accessPointPolicy?: PolicyDocument;
  /** By level from the organization's root down to the account. */
  readonly scps?: readonly (readonly PolicyDocument[])[];
  readonly rcps?: readonly (readonly PolicyDocument[])[];
  /** The policy of the VPC endpoint that the request comes through. */
  readonly vpce?: PolicyDocument;
  /** To whose callers and resources organization policies do not apply. */
  readonly managementAccount?: string;
  readonly publicAccessBlock?: Partial<PublicAccessBlock>;
  /** What is expected, where that is known. */
  readonly expect?: Decision['effect'];
}

/**
 * Decides a case.
 *
 * @throws Error for a principal that names no caller; PolicyError for a condition operator that AWS does not know
 */
export function simulate(question: SimulationCase): Decision {
  const context = Object.fromEntries(
    Object.entries(question.context ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const session = question.session && listOf<PolicyDocument>(question.session);
  const principalArn = context['aws:principalarn'];
  const caller = callerNamed(question.principal, {
    ...(session && { session }),
    ...(typeof principalArn === 'string' && { principalArn }),
  });
  const { action, resource, resourceAccount } = question;
  const call: Call = { caller, action, resource, resourceAccount, context };
  const policies = policiesOf(question, call, session);
  return question.accessPointPolicy
    ? simulateThrough(question.accessPointPolicy, policies, call)
    : decideWith(policies, call);
}

/** R-AP: both the access point and the bucket behind it have to permit the call. */
function simulateThrough(document: PolicyDocument, policies: PolicySets, call: Call): Decision {
  const arn = call.context['s3:dataaccesspointarn'];
  if (typeof arn !== 'string') {
    throw new Error('accessPointPolicy needs the ARN of its access point in the context, as s3:DataAccessPointArn');
  }
  const [point, bucket] = throughAccessPoint(call, arn);
  const resource = { name: 'access point policy', document };
  const decisions = [decideWith({ ...policies, resource }, point), decideWith(policies, bucket)] as const;
  return refusalOf(decisions) ?? decisions[1];
}

function policiesOf(
  question: SimulationCase,
  { caller }: Call,
  session: readonly PolicyDocument[] | undefined,
): PolicySets {
  const { boundary, resourcePolicy, vpce, scps, rcps, managementAccount: management, publicAccessBlock } = question;
  return {
    identity: (question.identity ?? []).map(named('identity policy')),
    ...(boundary && { boundary: { name: 'permissions boundary', document: boundary } }),
    ...(session && { session: session.map(named('session policy')) }),
    ...(resourcePolicy && { resource: { name: 'resource policy', document: resourcePolicy } }),
    ...(scps && callerAccount(caller) !== management && { scps: levels(scps, 'SCP') }),
    ...(rcps && question.resourceAccount !== management && { rcps: levels(rcps, 'RCP') }),
    ...(vpce && { vpce: { name: 'VPC endpoint policy', document: vpce } }),
    ...(publicAccessBlock?.restrictPublicBuckets && { restrictPublicBuckets: true }),
  };
}

function named(kind: string): (document: PolicyDocument, index: number) => NamedPolicy {
  return (document, index) => ({ name: `${kind} ${index + 1}`, document });
}

function levels(policies: readonly (readonly PolicyDocument[])[], kind: string): NamedPolicy[][] {
  return policies.map((level, index) => level.map(named(`${kind} of level ${index + 1},`)));
}
