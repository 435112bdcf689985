import type { Call } from '../call';
import { callerAccount, type Caller } from '../caller';
import { MatchRequest, type ContextFallback } from '../match/request';
import { resourceKindOf, type PolicySets, type ResourceKind } from './policy-sets';

/** One decision in the making: a call with its policies, and what the gates keep asking of them. */
export class Evaluation {
  readonly caller: Caller;
  /** Undefined for services and anonymous callers. */
  readonly account: string | undefined;
  /** Whether the caller is of the account that owns the resource. */
  readonly sameAccount: boolean;
  readonly kind: ResourceKind;
  /** As the policies on the caller's side are asked. */
  readonly request: MatchRequest;
  /** As those on the resource's side are: another one only behind an access point (R-AP). */
  readonly resourceRequest: MatchRequest;

  constructor(
    readonly policies: PolicySets,
    readonly call: Call,
    fallback?: ContextFallback,
  ) {
    this.caller = call.caller;
    this.account = callerAccount(call.caller);
    this.sameAccount = this.account === (policies.objectOwner ?? call.resourceAccount);
    this.kind = policies.resourceKind ?? resourceKindOf(call);
    const hasBoundary = policies.boundary !== undefined && hasPolicies(call.caller);
    this.resourceRequest = new MatchRequest(call, hasBoundary, policies.callerCanonicalId, fallback);
    const { callerResource } = call;
    this.request =
      callerResource === undefined || callerResource === call.resource
        ? this.resourceRequest
        : new MatchRequest({ ...call, resource: callerResource }, hasBoundary, policies.callerCanonicalId, fallback);
  }
}

/** Whether callers of this kind have identity policies, a boundary and session policies at all (R-ROOT, R-ANON). */
export function hasPolicies(caller: Caller): boolean {
  return caller.kind === 'user' || caller.kind === 'role-session' || caller.kind === 'federated-user';
}

/** Whether the caller is a session of a service-linked role, which organization policies leave alone (R-SCP, R-RCP). */
export function isServiceLinked(caller: Caller): boolean {
  return caller.kind === 'role-session' && caller.role.serviceLinked === true;
}
