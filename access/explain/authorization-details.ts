import type { Call, RequestContext } from '../call';
import { callerArn } from '../caller';
import type { Decision, Effect, Reason } from '../decision';
import { SEVERITY } from '../decide/refusal-of';
import { policyOf, type PolicyDetails } from './cited-policy';
import { missingStatements, type MissingStatement } from './missing-statements';
import { commonContext, contextOfCaller } from './request-context';
import { explain } from './words';

/**
 * What was decided about one API request, as JSON: a superset of AWS's GetRequestAuthorizationDetails. What AWS does not
 * have: `decision`, `principal`, `gates`, `missing` and `explanation` of an evaluation, and `statement` of a match.
 *
 * @see https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html
 */
export interface AuthorizationDetails {
  /** The condition keys that are the same for all evaluations, those of the caller among them. */
  readonly requestContext: RequestContext;
  /** One for each call that the request needed. */
  readonly evaluations: readonly EvaluationDetails[];
  /** The policies that the evaluations cite. */
  readonly policies: readonly PolicyDetails[];
}

/** One call and what came of it. */
export interface EvaluationDetails {
  readonly action: string;
  readonly resource: string;
  /** The condition keys of this call alone. */
  readonly context: RequestContext;
  /** An answer that depends on what is not known is no ALLOW: `decision` tells it apart. */
  readonly evaluatedEffect: 'ALLOW' | 'EXPLICIT_DENY' | 'IMPLICIT_DENY';
  readonly matchedPolicies: readonly MatchedPolicy[];
  readonly decision: Effect;
  /** Who called: an ARN, a service or `anonymous`. */
  readonly principal: string;
  /** Each gate that had a say: what settled it comes first. */
  readonly gates: readonly GateDetails[];
  /** What would have to be added where. */
  readonly missing: readonly MissingStatement[];
  /** In words. */
  readonly explanation: string;
}

/** The statements of one policy that matched. */
export interface MatchedPolicy {
  /** Of one of the {@link AuthorizationDetails.policies}. */
  readonly uri: string;
  readonly matchedStatements: readonly {
    /** Absent for a statement without one. */
    readonly sid?: string;
    readonly evaluatedEffect: 'ALLOW' | 'DENY';
    /** The Sid, or `#` and the statement's position from 0. */
    readonly statement: string;
  }[];
}

/** What one kind of policy came to. */
export interface GateDetails extends Pick<Reason, 'gate' | 'side' | 'account' | 'verdict'> {
  readonly reasons: readonly Omit<Reason, 'gate' | 'side' | 'account'>[];
}

const EFFECTS = {
  allow: 'ALLOW',
  explicitDeny: 'EXPLICIT_DENY',
  implicitDeny: 'IMPLICIT_DENY',
  unknown: 'IMPLICIT_DENY',
} as const satisfies Readonly<Record<Effect, string>>;

/**
 * The decisions about one request as JSON.
 *
 * @param decisions in the order in which they were made
 * @param seesResource whether who asks may see the policies on the resource's side of a decision. @default all may
 */
export function authorizationDetails(
  decisions: readonly Decision[],
  seesResource: (decision: Decision) => boolean = () => true,
): AuthorizationDetails {
  const shown = decisions.map((decision) => (seesResource(decision) ? decision : callerSideOf(decision)));
  const common = commonContext(shown.map(({ call }) => call.context));
  const policies = new Map<string, PolicyDetails>();
  for (const { call, reasons } of shown) {
    for (const reason of reasons) {
      const policy = policyOf(reason, call);
      if (policy && !policies.has(policy.uri)) policies.set(policy.uri, policy);
    }
  }
  return {
    requestContext: { ...common, ...(shown[0] && contextOfCaller(shown[0].call.caller)) },
    evaluations: shown.map((decision) => evaluationOf(decision, common)),
    policies: [...policies.values()],
  };
}

function callerSideOf({ effect, mayAllow, call, reasons }: Decision): Decision {
  return { effect, mayAllow, call, reasons: reasons.filter(({ side }) => side === 'caller') };
}

function evaluationOf(decision: Decision, common: RequestContext): EvaluationDetails {
  const { call, effect, reasons } = decision;
  return {
    action: call.action,
    resource: call.resource,
    context: Object.fromEntries(Object.entries(call.context).filter(([key]) => !Object.hasOwn(common, key))),
    evaluatedEffect: EFFECTS[effect],
    matchedPolicies: matchedPolicies(reasons, call),
    decision: effect,
    principal: callerArn(call.caller),
    gates: gatesOf(reasons),
    missing: missingStatements(decision),
    explanation: explain(decision),
  };
}

function matchedPolicies(reasons: readonly Reason[], call: Call): MatchedPolicy[] {
  const matched = new Map<string, MatchedPolicy['matchedStatements'][number][]>();
  for (const reason of reasons) {
    const { verdict, statement } = reason;
    if (statement === undefined || (verdict !== 'allow' && verdict !== 'explicitDeny')) continue;
    const { uri } = policyOf(reason, call)!;
    const match = {
      ...(!statement.startsWith('#') && { sid: statement }),
      evaluatedEffect: verdict === 'allow' ? ('ALLOW' as const) : ('DENY' as const),
      statement,
    };
    matched.set(uri, [...(matched.get(uri) ?? []), match]);
  }
  return Array.from(matched, ([uri, matchedStatements]) => ({ uri, matchedStatements }));
}

function gatesOf(reasons: readonly Reason[]): GateDetails[] {
  return [...new Set(reasons.map(({ gate }) => gate))].map((gate) => {
    const own = reasons.filter((reason) => reason.gate === gate);
    const { side, account } = own[0]!;
    // A gate is as strict as its strictest reason.
    const verdict = own.map((reason) => reason.verdict).reduce((a, b) => (SEVERITY[b] > SEVERITY[a] ? b : a));
    return { gate, side, ...(account !== undefined && { account }), verdict, reasons: own.map(withoutPlace) };
  });
}

function withoutPlace(reason: Reason): GateDetails['reasons'][number] {
  const { rule, verdict, policy, policyArn, statement, text, nearMisses, dependsOn } = reason;
  return { rule, verdict, policy, policyArn, statement, text, nearMisses, dependsOn };
}
