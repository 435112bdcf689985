import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../access/decide/decide';
import { organizationPolicies } from '../../../access/decide/organization-policies';
import type { NamedPolicy } from '../../../access/policy/document';
import { createWorld, ensureAccount } from '../../../access/world/create';
import type { Organization } from '../../../access/world/world';

const member = '222222222222';
const FULL = 'FullAWSAccess';

const policy = (name: string): NamedPolicy => ({ name, document: { Statement: [] } });
const named = (levels: readonly (readonly NamedPolicy[])[] | undefined) =>
  levels?.map((level) => level.map(({ name }) => name));

/** A world with one member account under a root and an OU, and its organization. */
function setting(policies: Organization['policies'] = new Map([['r-ab12', { scps: [policy('root')], rcps: [] }]])) {
  const world = createWorld();
  const account = ensureAccount(world, member);
  account.organization = { id: 'o-a1b2c3d4e5', path: ['r-ab12', 'ou-ab12-1'] };
  const organization: Organization = { id: 'o-a1b2c3d4e5', policies };
  world.organizations.set(organization.id, organization);
  return { world, account, organization };
}

describe('the organization policies above an account (R-SCP, R-RCP)', () => {
  test('are those of its root, its OUs and its own, in this order', () => {
    const policies: Organization['policies'] = new Map([
      [member, { scps: [policy('own')], rcps: [policy('own guard')] }],
      ['ou-ab12-1', { scps: [policy('unit'), policy('other')], rcps: [] }],
      ['r-ab12', { scps: [policy('root')], rcps: [policy('guard')] }],
      ['ou-ab12-2', { scps: [policy('sibling')], rcps: [policy('sibling')] }],
    ]);
    const { world, account } = setting(policies);
    expect(named(organizationPolicies(world, account, 'scps'))).toEqual([['root'], ['unit', 'other'], ['own']]);
    expect(named(organizationPolicies(world, account, 'rcps'))).toEqual([['guard'], [], ['own guard']]);
  });

  test('have AWS’s full access where nobody attached another SCP, and no RCP', () => {
    const { world, account } = setting(new Map([['ou-ab12-1', { scps: [], rcps: [] }]]));
    expect(named(organizationPolicies(world, account, 'scps'))).toEqual([[FULL], [], [FULL]]);
    expect(named(organizationPolicies(world, account, 'rcps'))).toEqual([[], [], []]);
  });

  test('are none for the management account, though others have them', () => {
    const { world, account, organization } = setting();
    organization.managementAccount = '333333333333';
    expect(organizationPolicies(world, account, 'scps')).toHaveLength(3);
    organization.managementAccount = member;
    expect(organizationPolicies(world, account, 'scps')).toBeUndefined();
  });

  test('are none where nothing was ever attached', () => {
    const { world, account } = setting(new Map());
    expect(organizationPolicies(world, account, 'scps')).toBeUndefined();
  });

  test('are none for an account in no organization, or in one that is not known', () => {
    const { world, account } = setting();
    expect(organizationPolicies(world, ensureAccount(world, '333333333333'), 'scps')).toBeUndefined();
    expect(organizationPolicies(world, undefined, 'scps')).toBeUndefined();
    world.organizations.clear();
    expect(organizationPolicies(world, account, 'scps')).toBeUndefined();
  });
});

describe('deciding in a world', () => {
  const read = { action: 's3:ListAllMyBuckets', resource: '*', context: {} } as const;

  test('cites the SCP that AWS attached by its ARN', () => {
    const { world } = setting();
    const { reasons } = decide(world, { ...read, caller: { kind: 'root', account: member }, resourceAccount: member });
    expect(reasons).toStrictEqual([
      {
        rule: 'R-SCP',
        gate: 'scp',
        verdict: 'implicitDeny',
        side: 'caller',
        account: member,
        policy: 'root',
        text: `no service control policy at level 1 of 3 above account ${member} allows it (root)`,
        nearMisses: [],
      },
      ...['ou', 'account'].map(() => ({
        rule: 'R-SCP',
        gate: 'scp',
        verdict: 'allow',
        side: 'caller',
        account: member,
        policy: FULL,
        policyArn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
        statement: '#0',
        text: `statement #0 of ${FULL} allows it`,
      })),
    ]);
  });

  test('a caller of an account that it does not know has no policies', () => {
    const caller = { kind: 'user', account: member, path: '/', name: 'ann', uniqueId: 'AIDAANN' } as const;
    const { effect, reasons } = decide(createWorld(), { ...read, caller, resourceAccount: member });
    expect([effect, ...reasons.map(({ text }) => text)]).toEqual([
      'implicitDeny',
      `user arn:aws:iam::${member}:user/ann has no identity-based policy`,
    ]);
  });
});
