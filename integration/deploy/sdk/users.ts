import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { iamArn } from '../../../access/world/arn';
import type { Account, User } from '../../../access/world/world';
import type { Keys } from '../../probe/clients';
import type { IamSender } from '../../probe/iam';
import type { Removal } from './made';
import { tagList, type Setup } from './setup';

/** Makes a user with policies and as many access keys as the world's has, and notes the first one that is active. */
export async function makeUser(setup: Setup, account: Account, user: User): Promise<void> {
  const iam = setup.iam(account);
  const { name: UserName, path: Path, boundary, tags, inlinePolicies, attachedPolicies } = user;
  const input = { UserName, Path, PermissionsBoundary: boundary, Tags: tagList(tags) };
  const arn = iamArn(account, 'user', Path, UserName);
  await setup.made.make(
    `user ${arn}`,
    () => iam.send(new CreateUserCommand(input)),
    () => userRemovals(setup, account, user),
  );
  for (const [PolicyName, document] of inlinePolicies) {
    const PolicyDocument = setup.document(document);
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
  }
  for (const PolicyArn of attachedPolicies) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  for (const { status } of user.accessKeys.values()) {
    const keys = await mintKey(iam, UserName);
    if (status !== 'Active')
      await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: keys.accessKeyId, Status: status }));
    else if (!setup.userKeys.has(arn)) setup.userKeys.set(arn, keys);
  }
}

/** What takes a user away, with policies and access keys. */
export function userRemovals(setup: Setup, account: Account, user: User): Removal[] {
  const iam = setup.iam(account);
  const { name: UserName, inlinePolicies, attachedPolicies } = user;
  return [
    () => deleteAccessKeys(iam, UserName),
    ...[...inlinePolicies.keys()].map(
      (PolicyName) => () => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName })),
    ),
    ...[...attachedPolicies].map((PolicyArn) => () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }))),
    () => iam.send(new DeleteUserCommand({ UserName })),
  ];
}

async function mintKey(iam: IamSender, UserName: string): Promise<Keys> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

async function deleteAccessKeys(iam: IamSender, UserName: string): Promise<void> {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  for (const { AccessKeyId } of AccessKeyMetadata)
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
}
