import { mustAllow, mustRefuse, type Canary } from '../canary';
import { stranger } from '../stage';
import { allow, objectsIn } from '../statements';

/** Across accounts both sides have to allow. The bucket names its readers as a contract's bucket does. */
export const crossAccount: Canary = {
  capability: 'cross-account',
  async prepare(stage) {
    const bucket = await stage.bucket('o');
    const policy = [allow('s3:GetObject', objectsIn(bucket))];
    const both = await stage.user(stranger, policy);
    const onlyIdentity = await stage.user(stranger, policy);
    const onlyBucket = await stage.user(stranger);
    await stage.putBucketPolicy(bucket, [
      allow('s3:GetObject', objectsIn(bucket), {
        Principal: { AWS: `arn:aws:iam::${stranger}:root` },
        Condition: { ArnEquals: { 'aws:PrincipalArn': [both.arn, onlyBucket.arn] } },
      }),
    ]);
    return [
      mustAllow("another account's read that both sides allow", () => stage.read(both.keys, bucket, 'o')),
      mustRefuse("another account's read that only the user's policy allows", () =>
        stage.read(onlyIdentity.keys, bucket, 'o'),
      ),
      mustRefuse("another account's read that only the bucket's policy allows", () =>
        stage.read(onlyBucket.keys, bucket, 'o'),
      ),
    ];
  },
};
