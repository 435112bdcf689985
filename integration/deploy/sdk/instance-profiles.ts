import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { iamArn } from '../../../access/world/arn';
import type { Account, InstanceProfile } from '../../../access/world/world';
import type { Removal } from './made';
import { tagList, type Setup } from './setup';

/** Makes an instance profile and puts its role into it. */
export async function makeInstanceProfile(setup: Setup, account: Account, profile: InstanceProfile): Promise<void> {
  const iam = setup.iam(account);
  const { name: InstanceProfileName, path: Path, role: RoleName, tags } = profile;
  const input = { InstanceProfileName, Path, Tags: tagList(tags) };
  const what = `instance profile ${iamArn(account, 'instance-profile', Path, InstanceProfileName)}`;
  await setup.made.make(
    what,
    () => iam.send(new CreateInstanceProfileCommand(input)),
    () => instanceProfileRemovals(setup, account, profile),
  );
  if (RoleName === undefined) return;
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

/** What takes an instance profile away; its role stays. */
export function instanceProfileRemovals(setup: Setup, account: Account, profile: InstanceProfile): Removal[] {
  const iam = setup.iam(account);
  const { name: InstanceProfileName, role: RoleName } = profile;
  const withRole = { InstanceProfileName, RoleName };
  return [
    ...(RoleName === undefined ? [] : [() => iam.send(new RemoveRoleFromInstanceProfileCommand(withRole))]),
    () => iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })),
  ];
}
