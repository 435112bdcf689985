import type { Call } from '../../access/call';
import { callerContext } from '../../access/decide/caller-context';
import { decideWith } from '../../access/decide/decide-with';
import type { PolicySets } from '../../access/decide/policy-sets';
import type { Decision } from '../../access/decision';
import type { PolicyDocument } from '../../access/policy/document';
import type { OrganizationMembership } from '../../access/world/world';

/** What was decided about a request that is over. */
export interface LoggedAuthorization {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** One at least. */
  readonly decisions: readonly Decision[];
  /** The organization in which the caller's account was. */
  readonly organization: OrganizationMembership | undefined;
}

/** A decision as it is written: what it was made from, or where no policy was asked, all of it. */
type Written = { readonly call: Call; readonly policies: PolicySets } | Decision;

interface WrittenAuthorization extends Omit<LoggedAuthorization, 'decisions'> {
  readonly decisions: readonly Written[];
}

/**
 * An authorization as one line of JSON that begins as {@link beginningOf} says. Policies are not in it, only the numbers
 * that they are known by.
 */
export function writeAuthorization(
  logged: LoggedAuthorization,
  numberOf: (document: PolicyDocument) => number,
): string {
  const { id, time, organization } = logged;
  const decisions = logged.decisions.map((decision): Written => {
    const { call, policies } = decision;
    return policies ? { call, policies } : decision;
  });
  const written: WrittenAuthorization = { id, time, organization, decisions };
  return JSON.stringify(written, (key, value: unknown) => {
    // Tags and contexts may have names like these too, but only texts under them.
    if (key === 'document' && typeof value === 'object') return numberOf(value as PolicyDocument);
    return key === 'sessionPolicies' && Array.isArray(value) ? value.map(numberOf) : value;
  });
}

/** How the line of the authorization with an id begins. */
export function beginningOf(id: string): string {
  return `{"id":${JSON.stringify(id)},`;
}

/** Reads what {@link writeAuthorization} wrote, and decides again. @throws SyntaxError for a line that is not whole */
export function readAuthorization(line: string, documentOf: (number: number) => PolicyDocument): LoggedAuthorization {
  const written = JSON.parse(line, (key, value: unknown) => {
    if (key === 'document' && typeof value === 'number') return documentOf(value);
    return key === 'sessionPolicies' && Array.isArray(value) ? value.map(documentOf) : value;
  }) as WrittenAuthorization;
  const { organization } = written;
  const decisions = written.decisions.map((decision): Decision => {
    if ('effect' in decision) return decision;
    const { call, policies } = decision;
    return decideWith(policies, call, callerContext(call.caller, organization));
  });
  return { ...written, organization, decisions };
}
