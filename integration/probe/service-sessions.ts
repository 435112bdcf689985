import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { tryFindRole } from '../../access/world/lookup';
import { entryUserArn } from '../../contract/fixture-names';
import { entryOf } from '../../contract/fixtures';
import type { Pair } from '../../contract/pair';
import { assumeRole } from './assume-role';
import type { Clients, Keys } from './clients';
import { iam } from './iam';
import type { Site } from './site';

/**
 * Obtains sessions of the roles that services enter, where no service can be had: each role trusts the fixture user of its
 * account for a moment, and then again whom it trusted. What such a session may do is the same; whether the service gets
 * it is not shown by it.
 *
 * @returns by the role's ARN
 */
export async function serviceSessions(
  site: Omit<Site, 'assumeRoleAsService'>,
  sdk: Clients,
  pair: Pair,
): Promise<Map<string, Keys>> {
  const sessions = new Map<string, Keys>();
  const { account, region } = pair.consumer;
  const sender = iam(sdk, site.rootCredentials(account), region);
  const user = entryUserArn(pair, account);
  for (const { role } of pair.grants) {
    const entry = entryOf(pair, role.arn);
    // A tampered stack may lack the role, and its checks will say so.
    if (entry.kind !== 'service' || !tryFindRole(site.state.world, role.arn)) continue;
    const { Role } = await sender.send(new GetRoleCommand({ RoleName: role.name }));
    const trust = (PolicyDocument: string) =>
      sender.send(new UpdateAssumeRolePolicyCommand({ RoleName: role.name, PolicyDocument }));
    await trust(trustOf(user));
    try {
      const sts = sdk.sts(site.credentialsOf(user), region);
      sessions.set(role.arn, await assumeRole(sts, { RoleArn: role.arn, Tags: tagsOf(entry.tags) }));
    } finally {
      await trust(decodeURIComponent(Role!.AssumeRolePolicyDocument!));
    }
  }
  return sessions;
}

const trustOf = (AWS: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
  });

const tagsOf = (tags: Readonly<Record<string, string>> = {}) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
