import { readOperatorName } from '../match/condition/operators';
import type { OneOrMany, PolicyDocument, PolicyKind, PrincipalElement, Statement } from '../policy/document';
import { listOf, statementsOf } from '../policy/statements';
import { hasUnknown } from '../policy/unknown';
import { conditionKey, type ConditionKey } from '../tables/keys';

/** What the linter is told besides the policy. */
export interface LintOptions {
  readonly kind: PolicyKind;
  /** The account that the policy is in. @default not known: nothing is said of who is foreign */
  readonly account?: string;
  /** Object Ownership of the bucket that the policy is about. @default not known: nothing is said of ACLs */
  readonly objectOwnership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
}

/** One key of a statement's Condition, with its operator. */
export interface LintedCondition {
  /** As written, with set qualifier and IfExists. */
  readonly operator: string;
  /** The operator alone: `StringEquals`, `Null`. */
  readonly base: string;
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** Whether it holds where the key is absent: negated, IfExists, ForAllValues. Of Null nothing is said. */
  readonly holdsWithoutKey: boolean;
  /** Whether the operator's name has Not. */
  readonly negated: boolean;
  /** The key as written. */
  readonly key: string;
  /** The key in lower case. */
  readonly name: string;
  /** The key as AWS lists it; undefined for those of other services and for none. */
  readonly listed?: ConditionKey;
  /** Those that are known. */
  readonly values: readonly string[];
  /** Whether there are values that are not known yet. */
  readonly open: boolean;
  /** How a finding names it. */
  readonly element: string;
}

/** One principal that a statement names. */
export interface LintedPrincipal {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly name: string;
}

/** A statement with its lists read; what is not known yet is left out of all of them. */
export interface LintedStatement {
  readonly index: number;
  readonly sid?: string;
  readonly statement: Statement;
  /** Undefined where it is not known. */
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly LintedPrincipal[];
  readonly conditions: readonly LintedCondition[];
}

/** A policy that AWS would save, as rules read it. */
export interface LintedPolicy extends LintOptions {
  readonly document: PolicyDocument;
  readonly statements: readonly LintedStatement[];
}

/** Reads a policy for the rules. @param document one that `checkPolicy` has let pass */
export function lintedPolicy(document: PolicyDocument, options: LintOptions): LintedPolicy {
  return { ...options, document, statements: statementsOf(document).map(readStatement) };
}

function readStatement(statement: Statement, index: number): LintedStatement {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Principal } = statement;
  return {
    index,
    ...(Sid ? { sid: Sid } : {}),
    statement,
    ...(hasUnknown(Effect) ? {} : { effect: Effect }),
    actions: known(Action),
    notActions: known(NotAction),
    resources: known(Resource),
    notResources: known(NotResource),
    principals: principalsOf(Principal),
    conditions: conditionsOf(statement),
  };
}

function known(values: OneOrMany<string> | undefined): readonly string[] {
  return listOf(values ?? []).filter((value) => !hasUnknown(value));
}

function principalsOf(element: PrincipalElement | undefined): readonly LintedPrincipal[] {
  const named = typeof element === 'string' ? { AWS: element } : (element ?? {});
  return Object.entries(named).flatMap(([type, names]) =>
    known(names).map((name) => ({ type: type as LintedPrincipal['type'], name })),
  );
}

function conditionsOf({ Condition }: Statement): readonly LintedCondition[] {
  return Object.entries(Condition ?? {}).flatMap(([operator, keys]) => {
    const read = readOperatorName(operator);
    if (!read) return [];
    const { base, qualifier, ifExists } = read;
    const negated = base.includes('Not');
    return Object.entries(keys).map(([key, written]): LintedCondition => {
      const values = listOf<string | number | boolean>(written).map(String);
      const listed = conditionKey(key);
      return {
        operator,
        base,
        ...(qualifier && { qualifier }),
        ifExists,
        holdsWithoutKey: (negated && qualifier !== 'ForAnyValue') || ifExists || qualifier === 'ForAllValues',
        negated,
        key,
        name: key.toLowerCase(),
        ...(listed && { listed }),
        values: values.filter((value) => !hasUnknown(value)),
        open: values.some(hasUnknown),
        element: `Condition.${operator}[${key}]`,
      };
    });
  });
}

/** Whether a statement asks with Null that a key is there. */
export function asksForKey({ conditions }: LintedStatement, name: string): boolean {
  return conditions.some(
    (condition) =>
      condition.base === 'Null' &&
      condition.name === name &&
      condition.values.length > 0 &&
      condition.values.every((value) => value.toLowerCase() === 'false'),
  );
}
