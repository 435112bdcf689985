import type { NamedPolicy } from '../policy/document';
import type { Account, World } from '../world/world';

/** What AWS attaches to every root, OU and account until somebody takes it away. */
const FULL_ACCESS: readonly NamedPolicy[] = [
  {
    name: 'FullAWSAccess',
    arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  },
];

const NONE: readonly NamedPolicy[] = [];

/**
 * The organization policies above an account, by level from the root down to the account itself (R-SCP, R-RCP).
 *
 * @returns undefined for an account in no organization, for the management account, and where nothing was ever attached
 */
export function organizationPolicies(
  world: World,
  account: Account | undefined,
  kind: 'scps' | 'rcps',
): readonly (readonly NamedPolicy[])[] | undefined {
  if (!account?.organization) return undefined;
  const organization = world.organizations.get(account.organization.id);
  if (!organization || organization.policies.size === 0 || organization.managementAccount === account.id) {
    return undefined;
  }
  const unlessAttached = kind === 'scps' ? FULL_ACCESS : NONE;
  const levels: (readonly NamedPolicy[])[] = [];
  for (const node of account.organization.path) levels.push(organization.policies.get(node)?.[kind] ?? unlessAttached);
  levels.push(organization.policies.get(account.id)?.[kind] ?? unlessAttached);
  return levels;
}
