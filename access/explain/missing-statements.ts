import type { Call } from '../call';
import { callerAccount, callerArn, principalArn, type Caller } from '../caller';
import { worksAcrossAccounts } from '../decide/resource';
import { isMandatory, resourceKindOf, type ResourceKind } from '../decide/policy-sets';
import type { Decision, Gate, Reason } from '../decision';
import type { PrincipalElement, Statement } from '../policy/document';

/** A statement that would have to be there for a call to be allowed, ready to paste. */
export interface MissingStatement {
  readonly gate: Gate;
  readonly side: Reason['side'];
  /** The account in which the policy stands, when it stands in one. */
  readonly account?: string;
  /** In which policy: `the bucket policy`. */
  readonly where: string;
  readonly statement: Statement;
}

/** Gates that an added statement can open; the others refuse by Deny statements or by themselves. */
const OPENED: Readonly<Partial<Record<Gate, string>>> = {
  scp: 'a service control policy of each level that allows no such thing',
  vpce: 'the VPC endpoint policy',
  identity: "an identity policy of the caller's",
  boundary: 'the permissions boundary',
  session: 'a session policy',
};

const RESOURCE = {
  bucket: 'the bucket policy',
  key: 'the key policy',
  trust: 'the trust policy',
  other: 'the resource policy',
};

/**
 * What is missing for a call that nothing denies: one statement for each policy whose silence matters. Added to those
 * policies, they allow the call, and none of them can be left out.
 *
 * @returns nothing for a call that is allowed, that a statement denies (R-DENY), or that no policy can open (R-KMS-2,
 *   R-OWN-3)
 */
export function missingStatements({ effect, call, reasons }: Decision): MissingStatement[] {
  if (effect !== 'implicitDeny') return [];
  const kind = resourceKindOf(call);
  const account = callerAccount(call.caller);
  const sameAccount = account === call.resourceAccount;
  if (!worksAcrossAccounts({ kind, sameAccount, account, call })) return [];
  // R-OWN-3: it takes a grant of the object's owner, which no statement is.
  if (reasons.some(({ rule }) => rule === 'R-OWN-3')) return [];
  const silent = reasons.filter(
    ({ gate, verdict }) => verdict === 'implicitDeny' && (gate === 'resource' || OPENED[gate]),
  );
  const either = sameAccount && ['identity', 'resource'].every((one) => silent.some(({ gate }) => gate === one));
  // Inside one account one side is enough: the key's or role's where its word is needed in any case (R-STRENGTH).
  const spared: Gate | undefined = either ? (isMandatory(kind) ? 'identity' : 'resource') : undefined;
  return silent
    .filter(({ gate }) => gate !== spared)
    .map(({ gate, side, account }) => ({
      gate,
      side,
      ...(account !== undefined && { account }),
      where: gate === 'resource' ? policyOn(call, kind) : OPENED[gate]!,
      statement: gate === 'resource' ? onResource(call, kind) : onCaller(call, gate),
    }));
}

/** Of the two calls through an access point, one is about the point itself (R-AP). */
function policyOn({ resource, callerResource }: Call, kind: ResourceKind): string {
  return resource === callerResource ? 'the access point policy' : RESOURCE[kind];
}

function onResource({ caller, action, resource }: Call, kind: ResourceKind): Statement {
  const statement = { Effect: 'Allow', Principal: principalFor(caller), Action: action } as const;
  if (kind === 'trust') return statement;
  return { ...statement, Resource: kind === 'key' ? '*' : resource };
}

function onCaller({ caller, action, resource, callerResource }: Call, gate: Gate): Statement {
  const statement = { Effect: 'Allow', Action: action, Resource: callerResource ?? resource } as const;
  if (gate !== 'vpce') return statement;
  // R-VPCE: an endpoint's policy takes an account or role that it names for the root user alone.
  const arn = principalArn(caller);
  return {
    ...statement,
    Principal: '*',
    ...(arn !== undefined && { Condition: { ArnEquals: { 'aws:PrincipalArn': arn } } }),
  };
}

/** The caller as a policy should name it: a session by its role, so that the next session is meant too. */
function principalFor(caller: Caller): PrincipalElement {
  if (caller.kind === 'anonymous') return '*';
  if (caller.kind === 'service') return { Service: caller.service };
  return { AWS: principalArn(caller) ?? callerArn(caller) };
}
