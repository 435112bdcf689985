import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import type { Keys, StsSender } from './clients';

/** Assumes a role. @returns the session's credentials */
export async function assumeRole(
  sts: StsSender,
  input: Omit<AssumeRoleCommandInput, 'RoleSessionName'>,
): Promise<Keys> {
  const { Credentials } = await sts.send(new AssumeRoleCommand({ ...input, RoleSessionName: 'crossbucket' }));
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
}
