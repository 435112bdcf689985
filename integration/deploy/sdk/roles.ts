import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { iamArn } from '../../../access/world/arn';
import type { Account, Role } from '../../../access/world/world';
import type { Removal } from './made';
import { tagList, type Setup } from './setup';

/** Whom a role trusts until everybody is there whom it names. */
const nobody = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});

/** Makes a role with its policies; it trusts nobody before {@link setTrust}. */
export async function makeRole(setup: Setup, account: Account, role: Role): Promise<void> {
  const iam = setup.iam(account);
  const { name: RoleName, path: Path, inlinePolicies, attachedPolicies } = role;
  const input = {
    RoleName,
    Path,
    AssumeRolePolicyDocument: nobody,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary: role.boundary,
    Tags: tagList(role.tags),
    ...(role.description && { Description: role.description }),
  };
  await setup.made.make(
    `role ${iamArn(account, 'role', Path, RoleName)}`,
    () => iam.send(new CreateRoleCommand(input)),
    () => roleRemovals(setup, account, role),
  );
  for (const [PolicyName, document] of inlinePolicies) {
    const PolicyDocument = setup.document(document);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
  for (const PolicyArn of attachedPolicies) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
}

/** Gives a role its trust policy: whoever it names has to exist. */
export async function setTrust(setup: Setup, account: Account, { name: RoleName, trustPolicy }: Role): Promise<void> {
  const PolicyDocument = setup.document(trustPolicy);
  await setup.iam(account).send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
}

/** What takes a role away, with its policies. */
export function roleRemovals(setup: Setup, account: Account, role: Role): Removal[] {
  const iam = setup.iam(account);
  const { name: RoleName, inlinePolicies, attachedPolicies } = role;
  return [
    ...[...inlinePolicies.keys()].map(
      (PolicyName) => () => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })),
    ),
    ...[...attachedPolicies].map((PolicyArn) => () => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))),
    () => iam.send(new DeleteRoleCommand({ RoleName })),
  ];
}
