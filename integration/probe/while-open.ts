import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { DeleteBucketPolicyCommand, GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { showPrincipals } from '../../access/world/principal-ids';
import { rootArn } from '../../contract/arns';
import { dataKeyOf } from '../../contract/data-key';
import { allow } from '../../contract/fixtures/resources';
import type { Pair } from '../../contract/pair';
import type { Clients } from './clients';
import type { Site } from './site';

/**
 * Does something while the policies of the buckets are away, and the one of the data key lets the roots of both accounts
 * use it: what the checks are about is put there by them, whatever the policies say of it.
 */
export async function whileOpen<T>(site: Site, sdk: Clients, pair: Pair, work: () => Promise<T>): Promise<T> {
  const { world } = site.state;
  const close: (() => Promise<unknown>)[] = [];
  try {
    for (const { name: Bucket, account, region, policy } of world.buckets.values()) {
      if (!policy) continue;
      const s3 = sdk.s3(site.rootCredentials(account), region);
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
      close.push(() => s3.send(new PutBucketPolicyCommand({ Bucket, Policy })));
      await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    }
    const key = dataKeyOf(world, pair);
    if (key) {
      const kms = sdk.kms(site.rootCredentials(key.account), key.region);
      const put = (Policy: string) =>
        kms.send(
          new PutKeyPolicyCommand({
            KeyId: key.arn,
            PolicyName: 'default',
            Policy,
            BypassPolicyLockoutSafetyCheck: true,
          }),
        );
      const roots = [pair.producer, pair.consumer].map(({ account }) => rootArn(pair.partition, account));
      close.push(() => put(JSON.stringify(showPrincipals(world, key.policy))));
      await put(JSON.stringify(allow(roots, 'kms:*', '*')));
    }
    return await work();
  } finally {
    for (const step of close) await step();
  }
}
