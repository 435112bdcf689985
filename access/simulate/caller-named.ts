import type { Caller, Partition } from '../caller';
import type { PolicyDocument } from '../policy/document';
import { parseArn } from '../world/arn';

/** What a principal's name alone does not tell of the caller. */
export interface CallerHints {
  /** Passed when the session was made; absent = none were. */
  readonly session?: readonly PolicyDocument[];
  /** The ARN of the role behind a session, with its path, which a session's ARN does not have. */
  readonly principalArn?: string;
}

/** Whether a name is one of an AWS service. */
export function isServiceName(name: string): boolean {
  return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name);
}

/**
 * The caller that a name means.
 *
 * @param name `anonymous`, a service's name, or the ARN of a root, a user, a role's session or a federated user; the ARN
 *   of a role stands for some session of it
 * @throws Error when the name is none of these
 */
export function callerNamed(name: string, hints: CallerHints = {}): Caller {
  if (name === 'anonymous') return { kind: 'anonymous' };
  if (isServiceName(name)) return { kind: 'service', service: name };
  const arn = parseArn(name);
  if (!arn || !/^\d{12}$/.test(arn.account)) throw notNamed(name);
  const [type, ...segments] = arn.resource.split('/');
  const own = { account: arn.account, partition: arn.partition as Partition };
  if (arn.service === 'iam' && type === 'root') return { kind: 'root', ...own };
  const last = segments.at(-1);
  if (!last) throw notNamed(name);
  const path = pathOf(segments);
  if (arn.service === 'iam' && type === 'user')
    return { kind: 'user', ...own, path, name: last, uniqueId: `AIDA ${name}` };
  if (arn.service === 'iam' && type === 'role') return session(own, path, last, 'session', hints.session);
  if (arn.service === 'sts' && type === 'assumed-role' && segments.length === 2) {
    const role = hints.principalArn?.split('/').slice(1);
    const rolePath = role?.at(-1) === segments[0] ? pathOf(role!) : '/';
    return session(own, rolePath, segments[0]!, last, hints.session);
  }
  if (arn.service === 'sts' && type === 'federated-user') {
    const byUser = { path: '/', name: 'issuer', uniqueId: `AIDA issuer of ${name}` };
    return {
      kind: 'federated-user',
      ...own,
      name: last,
      byUser,
      ...(hints.session && { sessionPolicies: hints.session }),
    };
  }
  throw notNamed(name);
}

function session(
  own: { readonly account: string; readonly partition: Partition },
  path: string,
  name: string,
  sessionName: string,
  sessionPolicies: readonly PolicyDocument[] | undefined,
): Caller {
  const serviceLinked = name.startsWith('AWSServiceRoleFor');
  return {
    kind: 'role-session',
    ...own,
    role: { path, name, uniqueId: `AROA ${own.account} ${name}`, ...(serviceLinked && { serviceLinked }) },
    sessionName,
    ...(sessionPolicies && { sessionPolicies }),
  };
}

function pathOf(segments: readonly string[]): string {
  return `/${segments
    .slice(0, -1)
    .map((segment) => `${segment}/`)
    .join('')}`;
}

function notNamed(name: string): Error {
  const allowed = 'anonymous, a service such as logging.s3.amazonaws.com, or the ARN of a root, user, role or session';
  return new Error(`${JSON.stringify(name)} names no caller; allowed: ${allowed}`);
}
