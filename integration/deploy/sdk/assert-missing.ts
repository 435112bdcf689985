import { GetInstanceProfileCommand, GetPolicyCommand, GetRoleCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import type { Bucket } from '../../../access/world/bucket';
import type { World } from '../../../access/world/world';
import { settle } from '../settle';
import type { Setup } from './setup';

/**
 * Makes sure that what a world has is not on the backend yet: what is there then was made by this run, and may be taken
 * away by its name.
 *
 * @throws Error for the first that is there
 */
export async function assertMissing(setup: Setup, { accounts, buckets }: World): Promise<void> {
  const asked = [...accounts.values()].flatMap((account) => {
    const iam = setup.iam(account);
    const here = `in account ${account.id}`;
    return [
      ...[...account.roles.keys()].map((RoleName) =>
        assertFails(`role ${RoleName} ${here}`, iam.send(new GetRoleCommand({ RoleName }))),
      ),
      ...[...account.users.keys()].map((UserName) =>
        assertFails(`user ${UserName} ${here}`, iam.send(new GetUserCommand({ UserName }))),
      ),
      ...[...account.instanceProfiles.keys()].map((InstanceProfileName) =>
        assertFails(
          `instance profile ${InstanceProfileName} ${here}`,
          iam.send(new GetInstanceProfileCommand({ InstanceProfileName })),
        ),
      ),
      ...[...account.managedPolicies.keys()].map((PolicyArn) =>
        assertFails(`policy ${PolicyArn}`, iam.send(new GetPolicyCommand({ PolicyArn }))),
      ),
      ...[...account.aliases.values()].map(({ arn, name: KeyId, region }) =>
        assertFails(`alias ${arn}`, setup.kms(account.id, region).send(new DescribeKeyCommand({ KeyId }))),
      ),
    ];
  });
  await settle([...asked, ...[...buckets.values()].map((bucket) => assertBucketMissing(setup, bucket))]);
}

/** As {@link assertMissing}, for a bucket. */
export function assertBucketMissing(setup: Setup, { name: Bucket, account, region }: Bucket): Promise<void> {
  return assertFails(`bucket ${Bucket}`, setup.s3(account, region).send(new HeadBucketCommand({ Bucket })));
}

async function assertFails(what: string, looking: Promise<unknown>): Promise<void> {
  const there = await looking.then(
    () => true,
    () => false,
  );
  if (there) throw new Error(`${what} is there already; remove it, or use another backend`);
}
