import { mustAllow, mustRefuse, type Canary } from '../canary';
import { owner } from '../stage';
import { allow, deny, objectsIn } from '../statements';

/** What a bucket's policy opens to one user of its account, and denies another whose own policy allows it. */
export const bucketPolicy: Canary = {
  capability: 'bucket-policy',
  async prepare(stage) {
    const bucket = await stage.bucket('open/o', 'closed/o');
    const named = await stage.user(owner);
    const denied = await stage.user(owner, [allow('s3:GetObject', objectsIn(bucket))]);
    await stage.putBucketPolicy(bucket, [
      allow('s3:GetObject', objectsIn(bucket), { Principal: { AWS: named.arn } }),
      deny('s3:GetObject', objectsIn(bucket, 'closed'), { Principal: { AWS: denied.arn } }),
    ]);
    return [
      mustAllow("a read that the bucket's policy alone opens", () => stage.read(named.keys, bucket, 'closed/o')),
      mustAllow("a read that the user's policy opens", () => stage.read(denied.keys, bucket, 'open/o')),
      mustRefuse("a read that the user's policy opens and the bucket's denies", () =>
        stage.read(denied.keys, bucket, 'closed/o'),
      ),
    ];
  },
};
