import { CreatePolicyCommand, DeletePolicyCommand } from '@aws-sdk/client-iam';
import type { Account, ManagedPolicy } from '../../../access/world/world';
import type { Removal } from './made';
import { tagList, type Setup } from './setup';

/** Makes a customer managed policy, of the version that is in force. */
export async function makeManagedPolicy(setup: Setup, account: Account, policy: ManagedPolicy): Promise<void> {
  const iam = setup.iam(account);
  const { arn: PolicyArn, name: PolicyName, path: Path, description, versions, defaultVersion, tags } = policy;
  const PolicyDocument = setup.document(versions.get(defaultVersion)!.document);
  const input = {
    PolicyName,
    Path,
    PolicyDocument,
    Tags: tagList(tags),
    ...(description && { Description: description }),
  };
  await setup.made.make(
    `policy ${PolicyArn}`,
    () => iam.send(new CreatePolicyCommand(input)),
    () => managedPolicyRemovals(setup, account, policy),
  );
}

/** What takes a customer managed policy away that nobody has any more. */
export function managedPolicyRemovals(setup: Setup, account: Account, { arn: PolicyArn }: ManagedPolicy): Removal[] {
  return [() => setup.iam(account).send(new DeletePolicyCommand({ PolicyArn }))];
}
