import type { ConditionElement, Statement } from '../access/policy/document';
import { rootArn } from './arns';
import type { Grant, Pair } from './pair';

/**
 * A statement of a grant as the producer's half has it: the same, for one caller. The principal is the consumer's account
 * with `aws:PrincipalArn`, and not the role itself, so that either side can be applied first and the role can be made
 * again (R-PR-ID).
 *
 * @param statement from `grantStatements`
 * @param label what tells the grants of one policy apart, in front of the Sid
 */
export function forConsumerRole(pair: Pair, grant: Grant, statement: Statement, label: string): Statement {
  const { Sid, Condition, ...rest } = statement;
  return {
    Sid: `${label}${Sid}`,
    ...rest,
    Principal: { AWS: rootArn(pair.partition, pair.consumer.account) },
    Condition: allOf(Condition, isRole(pair, grant)),
  };
}

/** The conditions that only the consumer role of a grant meets, and only while its account is in the organization. */
export function isRole({ organization }: Pair, { role }: Grant): ConditionElement {
  return {
    ArnEquals: { 'aws:PrincipalArn': role.arn },
    ...(organization !== undefined && { StringEquals: { 'aws:PrincipalOrgID': organization } }),
  };
}

/** Conditions that all have to hold; no key stands in two of them under the same operator. */
export function allOf(...conditions: readonly (ConditionElement | undefined)[]): ConditionElement {
  const merged: Record<string, ConditionElement[string]> = {};
  for (const condition of conditions) {
    for (const [operator, keys] of Object.entries(condition ?? {})) {
      merged[operator] = { ...merged[operator], ...keys };
    }
  }
  return merged;
}

/**
 * A short name of each grant for statement ids, which take letters and digits only: `AnalyticsReader`. Grants whose names
 * differ in other characters get a number.
 */
export function grantLabels({ grants }: Pair): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, role } of grants) {
    const words = role.name.split(/[^A-Za-z0-9]+/).filter(Boolean);
    const label = words.map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`).join('') || 'Grant';
    let unique = label;
    for (let number = 2; taken.has(unique); number++) unique = `${label}${number}`;
    taken.add(unique);
    labels.set(id, unique);
  }
  return labels;
}
