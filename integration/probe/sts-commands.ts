import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { StsSender } from './clients';
import type { CheckRequest } from '../../contract/check';

type StsCheckRequest = Extract<CheckRequest, { service: 'sts' }>;

/** Makes a check's STS call through the SDK. @throws Error for an operation that no check of the contract has */
export function sendSts(client: StsSender, request: StsCheckRequest): Promise<unknown> {
  if (request.operation !== 'AssumeRole') throw new Error(`no check makes sts:${request.operation}`);
  return client.send(
    new AssumeRoleCommand({
      RoleArn: request.roleArn,
      RoleSessionName: request.roleSessionName ?? 'crossbucket',
      ExternalId: request.externalId,
      SourceIdentity: request.sourceIdentity,
      DurationSeconds: request.durationSeconds,
      Tags: request.tags && Object.entries(request.tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
}
