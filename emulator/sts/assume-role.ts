import { callerArn, type Caller, type RoleSessionCaller } from '../../access/caller';
import type { PolicyDocument } from '../../access/policy/document';
import type { StsRequest } from '../../access/services/request';
import { sessionOf, tryFindRole } from '../../access/world/lookup';
import type { Role } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import { checked, type QueryCall, type QueryOperation } from '../http/query-protocol';
import { requireAccess } from '../require-access';
import type { EmulatorState } from '../state';
import { credentialsElement, issue, type TemporaryCredentials } from './credentials';
import { sessionPolicies } from './session-policies';
import { sessionTags } from './session-tags';

const ROLE_ARN = /^arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:role\/[\u0021-\u007E]+$/;
const SESSION_NAME = /^[\w+=,.@-]*$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]*$/;
/** Seconds that a session lasts unless said otherwise, and at most when a role's session assumes the role (R-STS-5). */
const HOUR = 3600;

/**
 * AssumeRole. The gates, the trust policy and the caller's own policies, are asked together; what they refuse and what does not
 * exist look the same.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (R-STS-1 to R-STS-8)
 */
export const assumeRole: QueryOperation = (call) => {
  const { state, request, parameters } = call;
  const { caller } = request;
  const asked = readRequest(call);
  // The engine refuses it too (R-STS-ROOT), but has no words of AWS for it.
  if (caller.kind === 'root') {
    throw new AwsError('AccessDenied', 403, 'Roles may not be assumed by root accounts.');
  }
  requireAccess(state.world, asked);
  const role = tryFindRole(state.world, asked.roleArn);
  // The engine allows nothing on a role that is not there; this is for the types.
  if (!role) throw new AwsError('AccessDenied', 403, 'Access Denied');
  const seconds = asked.durationSeconds ?? HOUR;
  requireDuration(seconds, role, caller);
  const policies = sessionPolicies(parameters, state.world, asked.roleArn);
  const session = openSession(state, role, asked, seconds, policies.inline && [policies.inline], policies.arns);
  return {
    Credentials: credentialsElement(session.credentials),
    AssumedRoleUser: session.user,
    ...(policies.packedSize > 0 && { PackedPolicySize: policies.packedSize }),
    ...(asked.sourceIdentity !== undefined && { SourceIdentity: asked.sourceIdentity }),
  };
};

/** An AssumeRole request with what it must have. */
export interface AssumeRoleRequest extends StsRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
}

function readRequest({ request, parameters }: QueryCall): AssumeRoleRequest {
  for (const missing of ['SerialNumber', 'TokenCode', 'ProvidedContexts']) {
    if (parameters.has(missing)) throw new AwsError('NotImplemented', 501, `${missing} is not implemented here.`);
  }
  const { caller, connection } = request;
  const roleArn = checked(parameters.required('RoleArn'), 'RoleArn', /^/, 20, 2048);
  if (!ROLE_ARN.test(roleArn)) throw new AwsError('ValidationError', 400, `${roleArn} is invalid`);
  const roleSessionName = checked(parameters.required('RoleSessionName'), 'RoleSessionName', SESSION_NAME, 2, 64);
  const durationSeconds = parameters.integer('DurationSeconds', 900, 43_200);
  const externalId = optional(parameters.get('ExternalId'), 'ExternalId', EXTERNAL_ID, 2, 1224);
  const given = optional(parameters.get('SourceIdentity'), 'SourceIdentity', SESSION_NAME, 2, 64);
  const { tags, transitiveTagKeys } = sessionTags(parameters, caller);
  const inherited = caller.kind === 'role-session' ? caller.sourceIdentity : undefined;
  if (inherited !== undefined && given !== undefined && given !== inherited) {
    throw new AwsError('AccessDenied', 403, 'The source identity of a session cannot be changed once it is set.');
  }
  const sourceIdentity = given ?? inherited;
  return {
    service: 'sts',
    operation: 'AssumeRole',
    caller,
    connection,
    roleArn,
    roleSessionName,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(externalId !== undefined && { externalId }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    ...(Object.keys(tags).length > 0 && { tags, transitiveTagKeys }),
  };
}

function optional(
  value: string | undefined,
  name: string,
  pattern: RegExp,
  least: number,
  most: number,
): string | undefined {
  return value === undefined ? undefined : checked(value, name, pattern, least, most);
}

function requireDuration(seconds: number, role: Role, caller: Caller): void {
  if (caller.kind === 'role-session' && seconds > HOUR) {
    throw new AwsError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw new AwsError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

/** What a new session is known by. */
export interface OpenedSession {
  readonly credentials: TemporaryCredentials;
  readonly user: { readonly AssumedRoleId: string; readonly Arn: string };
}

/** Makes the session that was asked for; nothing is asked here any more. */
export function openSession(
  state: EmulatorState,
  role: Role,
  asked: AssumeRoleRequest,
  seconds: number,
  inline: readonly PolicyDocument[] | undefined,
  policyArns: readonly string[],
): OpenedSession {
  const { tags, transitiveTagKeys, sourceIdentity } = asked;
  const caller: RoleSessionCaller = sessionOf(state.world, asked.roleArn, {
    sessionName: asked.roleSessionName,
    tokenIssueTime: state.clock().toISOString(),
    ...((inline ?? policyArns.length > 0) && { sessionPolicies: inline ?? [] }),
    ...(tags && { sessionTags: tags, transitiveTagKeys }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  });
  const credentials = issue(state, caller.account, seconds, {
    caller,
    ...(policyArns.length > 0 && { policyArns }),
  });
  return {
    credentials,
    user: {
      AssumedRoleId: `${role.uniqueId}:${asked.roleSessionName}`,
      Arn: callerArn(caller),
    },
  };
}
