import type { Connection } from '../../access/services/request';
import { tryFindRole } from '../../access/world/lookup';
import { AwsError } from '../http/exchange';
import { requireAccess } from '../require-access';
import type { EmulatorState } from '../state';
import { openSession, type AssumeRoleRequest } from './assume-role';
import type { TemporaryCredentials } from './credentials';

/** How an AWS service assumes a role. */
export interface ServiceSessionOptions {
  /** For EC2 the instance's id. */
  readonly sessionName: string;
  /** Session tags, which EKS Pod Identity sends. */
  readonly tags?: Readonly<Record<string, string>>;
  /** `aws:SourceAccount`, where the service sends it. */
  readonly sourceAccount?: string;
  /** `aws:SourceArn`, where the service sends it. */
  readonly sourceArn?: string;
  /** Seconds. @default 3600 */
  readonly durationSeconds?: number;
  /** Of the endpoint that the service calls. @default 'us-east-1' */
  readonly region?: string;
}

/**
 * AssumeRole by a service principal, which has no credentials and so cannot come in over the wire. The role's trust policy
 * decides, as for everyone.
 *
 * @param service e.g. `ec2.amazonaws.com`
 * @throws AwsError AccessDenied when the trust policy does not let the service in; NoSuchEntity when there is no such role
 */
export function assumeRoleAsService(
  state: EmulatorState,
  service: string,
  roleArn: string,
  options: ServiceSessionOptions,
): TemporaryCredentials {
  const { sessionName, tags, sourceAccount, sourceArn, durationSeconds = 3600, region = 'us-east-1' } = options;
  const role = tryFindRole(state.world, roleArn);
  if (!role) throw new AwsError('NoSuchEntity', 404, `The role ${roleArn} does not exist.`);
  const connection: Connection = {
    secure: true,
    tlsVersion: '1.3',
    sourceIp: '127.0.0.1',
    time: state.clock().toISOString(),
    region,
    authType: 'REST-HEADER',
  };
  const asked: AssumeRoleRequest = {
    service: 'sts',
    operation: 'AssumeRole',
    caller: { kind: 'service', service },
    connection,
    roleArn,
    roleSessionName: sessionName,
    durationSeconds,
    ...(tags && { tags }),
    ...(sourceAccount !== undefined && { sourceAccount }),
    ...(sourceArn !== undefined && { sourceArn }),
  };
  requireAccess(state.world, asked);
  if (durationSeconds > role.maxSessionDuration) {
    throw new AwsError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return openSession(state, role, asked, durationSeconds, undefined, []).credentials;
}
