import { CannotAsk, mustAllow, mustRefuse, type Canary } from '../canary';
import { member } from '../stage';
import { allow, deny, objectsIn } from '../statements';

/** A user whose account stands under a service control policy that leaves a part of their rights. */
export const organizationPolicies: Canary = {
  capability: 'organization-policies',
  async prepare(stage) {
    if (!stage.backend.organize) {
      throw new CannotAsk('no call was made: crossbucket makes no organization on such a backend');
    }
    const bucket = await stage.bucket('open/o', 'closed/o');
    const user = await stage.user(member, [allow('s3:GetObject', objectsIn(bucket))]);
    await stage.putBucketPolicy(bucket, [allow('s3:GetObject', objectsIn(bucket), { Principal: { AWS: user.arn } })]);
    await stage.organize(member, [allow('*', '*'), deny('s3:GetObject', objectsIn(bucket, 'closed'))]);
    return [
      mustAllow('a read that no service control policy denies', () => stage.read(user.keys, bucket, 'open/o')),
      mustRefuse('a read that a service control policy denies', () => stage.read(user.keys, bucket, 'closed/o')),
    ];
  },
};
