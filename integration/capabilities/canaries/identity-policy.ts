import { mustAllow, mustRefuse, type Canary } from '../canary';
import { owner } from '../stage';
import { allow, deny, objectsIn } from '../statements';

/** What a user's and a session's own policy allows, denies, and says nothing of. */
export const identityPolicy: Canary = {
  capability: 'identity-policy',
  async prepare(stage) {
    const bucket = await stage.bucket('open/o', 'denied/o', 'other/o');
    const policy = [
      allow('s3:GetObject', [objectsIn(bucket, 'open'), objectsIn(bucket, 'denied')]),
      deny('s3:GetObject', objectsIn(bucket, 'denied')),
    ];
    const user = await stage.user(owner, policy);
    const role = await stage.role(allow('sts:AssumeRole', undefined, { Principal: { AWS: user.arn } }), policy);
    const session = await stage.assume(user.keys, role);
    return [
      mustAllow("a user's read that its policy allows", () => stage.read(user.keys, bucket, 'open/o')),
      mustRefuse("a user's read that its policy denies", () => stage.read(user.keys, bucket, 'denied/o')),
      mustRefuse("a user's read that its policy does not name", () => stage.read(user.keys, bucket, 'other/o')),
      mustAllow("a session's read that its role's policy allows", () => stage.read(session, bucket, 'open/o')),
      mustRefuse("a session's read that its role's policy denies", () => stage.read(session, bucket, 'denied/o')),
      mustRefuse("a session's read that its role's policy does not name", () => stage.read(session, bucket, 'other/o')),
    ];
  },
};
