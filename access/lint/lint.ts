import { PolicyError } from '../policy/errors';
import { checkPolicy } from '../policy/parse';
import type { PolicyDocument } from '../policy/document';
import type { Finding, Severity } from './finding';
import { lintedPolicy, type LintedPolicy, type LintedStatement, type LintOptions } from './linted-policy';
import { RULES } from './rules';
import type { Problem, Rule } from './rule';

const ORDER: readonly Severity[] = ['error', 'warning', 'suggestion'];

/**
 * What AWS saves in a policy although it cannot be meant, by reading this one policy alone. Parts that are not known yet
 * (see `unknownValue`) are taken as right. A policy that AWS would refuse to save gives one finding, `not-saved`, with
 * AWS's own message.
 *
 * @param document a policy as JSON.parse gives it
 * @returns errors first, then warnings, then suggestions; each in the order of statements
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function lint(document: unknown, options: LintOptions): Finding[] {
  try {
    checkPolicy(document, options.kind);
  } catch (error) {
    if (error instanceof PolicyError) return [notSaved(error)];
    throw error;
  }
  return findingsIn(document, options);
}

function findingsIn(document: PolicyDocument, options: LintOptions): Finding[] {
  const policy = lintedPolicy(document, options);
  const findings = RULES.filter(({ kinds }) => kinds?.includes(policy.kind) ?? true).flatMap((rule) =>
    problemsOf(rule, policy).map((problem) => findingOf(rule, problem)),
  );
  return findings.sort(
    (one, other) =>
      ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity) ||
      (one.path.statement ?? -1) - (other.path.statement ?? -1),
  );
}

function problemsOf({ inStatement, inPolicy }: Rule, policy: LintedPolicy): Problem[] {
  const ofStatement = (statement: LintedStatement): Problem[] =>
    (inStatement?.(statement, policy) ?? []).map((problem) => ({ ...problem, statement }));
  return [...(inPolicy?.(policy) ?? []), ...policy.statements.flatMap(ofStatement)];
}

function findingOf({ id, severity, see }: Rule, problem: Problem): Finding {
  const { element, statement } = problem;
  return {
    id,
    severity: problem.severity ?? severity,
    text: problem.text,
    path: {
      ...(statement && { statement: statement.index }),
      ...(statement?.sid !== undefined && { sid: statement.sid }),
      element,
    },
    fix: problem.fix,
    see,
  };
}

function notSaved({ code, message, detail }: PolicyError): Finding {
  return {
    id: 'not-saved',
    severity: 'error',
    text: `AWS refuses to save this policy: ${code}: ${message}`,
    path: { element: 'policy' },
    fix: detail ?? message,
    see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  };
}
