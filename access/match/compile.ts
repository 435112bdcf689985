import type { PolicyDocument, Statement } from '../policy/document';
import { listOf, statementsOf } from '../policy/statements';
import { hasUnknown } from '../policy/unknown';
import { compileActions, matchActions, type ActionElement } from './action';
import { compileConditions, type CompiledCondition } from './condition/condition';
import { compilePrincipal, type CompiledPrincipal } from './principal';
import type { MatchRequest } from './request';
import { compileResources, type ResourceElement } from './resource';
import { both, MAYBE, NO, YES, type Tri } from './tri';

/** A statement compiled once for all calls. */
export interface CompiledStatement {
  /** Its position in the document, from 0. */
  readonly index: number;
  readonly statement: Statement;
  readonly effect: 'Allow' | 'Deny';
  /** Whether its Effect is not known, so that it stands among the denies and the allows. */
  readonly uncertain: boolean;
  readonly actions: ActionElement;
  /** Absent in trust policies. */
  readonly resources?: ResourceElement;
  readonly principal?: CompiledPrincipal;
  readonly conditions: readonly CompiledCondition[];
}

/** A statement that is about a certain action, or may be. */
export interface Applicable {
  readonly statement: CompiledStatement;
  /** YES or MAYBE. */
  readonly action: Tri;
}

/** The statements of one policy that are about one action. */
export interface ActionIndex {
  readonly denies: readonly Applicable[];
  readonly allows: readonly Applicable[];
}

/** A policy compiled once for all calls. */
export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
  /** By action as called; filled as actions are asked for. */
  readonly byAction: Map<string, ActionIndex>;
}

/** More actions than any service has: a bound for callers that make names up. */
const ACTIONS_KEPT = 2_000;

/** Enough for what one program reads again and again; those of documents that are in use are kept beside. */
const CONTENTS_KEPT = 1_000;

const byDocument = new WeakMap<PolicyDocument, CompiledPolicy>();
const byContent = new Map<string, CompiledPolicy>();

/**
 * Compiles a policy, once for each document object: documents are replaced, never changed in place. Documents with the
 * same content, as sessions and simulations bring them anew with each request, share what is compiled.
 *
 * @throws PolicyError for a condition operator that AWS does not know
 */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  let policy = byDocument.get(document);
  if (!policy) byDocument.set(document, (policy = compileContent(document)));
  return policy;
}

function compileContent(document: PolicyDocument): CompiledPolicy {
  const content = JSON.stringify(document);
  let policy = byContent.get(content);
  if (!policy) {
    policy = compile(document);
    if (byContent.size >= CONTENTS_KEPT) byContent.clear();
    byContent.set(content, policy);
  }
  return policy;
}

function compile(document: PolicyDocument): CompiledPolicy {
  const variables = document.Version === '2012-10-17';
  const statements = statementsOf(document).flatMap((statement, index) =>
    effectsOf(statement).map(({ effect, uncertain }) => ({
      ...compileStatement(statement, index, variables),
      effect,
      uncertain,
    })),
  );
  return { statements, byAction: new Map() };
}

function effectsOf({ Effect }: Statement): { effect: 'Allow' | 'Deny'; uncertain: boolean }[] {
  if (!hasUnknown(Effect)) return [{ effect: Effect, uncertain: false }];
  return [
    { effect: 'Deny', uncertain: true },
    { effect: 'Allow', uncertain: true },
  ];
}

function compileStatement(
  statement: Statement,
  index: number,
  variables: boolean,
): Omit<CompiledStatement, 'effect' | 'uncertain'> {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = statement;
  const resource = Resource ?? NotResource;
  const principal = Principal ?? NotPrincipal;
  return {
    index,
    statement,
    actions: compileActions(listOf(Action ?? NotAction ?? []), NotAction !== undefined),
    conditions: compileConditions(statement.Condition, variables),
    ...(resource === undefined
      ? {}
      : { resources: compileResources(listOf(resource), Resource === undefined, variables) }),
    ...(principal === undefined ? {} : { principal: compilePrincipal(principal, Principal === undefined) }),
  };
}

/** The statements that are about the request's action, denies apart from allows, in the document's order. */
export function applicableTo(policy: CompiledPolicy, request: MatchRequest): ActionIndex {
  let index = policy.byAction.get(request.action);
  if (!index) {
    if (policy.byAction.size >= ACTIONS_KEPT) policy.byAction.clear();
    policy.byAction.set(request.action, (index = indexFor(policy, request)));
  }
  return index;
}

function indexFor(policy: CompiledPolicy, request: MatchRequest): ActionIndex {
  const denies: Applicable[] = [];
  const allows: Applicable[] = [];
  for (const statement of policy.statements) {
    const action = both(matchActions(statement.actions, request), statement.uncertain ? MAYBE : YES);
    if (action !== NO) (statement.effect === 'Deny' ? denies : allows).push({ statement, action });
  }
  return { denies, allows };
}
