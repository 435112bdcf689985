import { mustAllow, mustRefuse, type Canary } from '../canary';
import { owner } from '../stage';
import { allow, objectsIn } from '../statements';

/** A user with a permissions boundary, and one of the same policy without. */
export const permissionsBoundary: Canary = {
  capability: 'permissions-boundary',
  async prepare(stage) {
    const bucket = await stage.bucket('open/o', 'closed/o');
    const policy = [allow('s3:GetObject', objectsIn(bucket))];
    const boundary = await stage.managedPolicy([allow('s3:GetObject', objectsIn(bucket, 'open'))]);
    const whole = await stage.user(owner, policy);
    const limited = await stage.user(owner, policy, boundary);
    return [
      mustAllow("a user's read without a boundary", () => stage.read(whole.keys, bucket, 'closed/o')),
      mustRefuse('a read that the boundary leaves out', () => stage.read(limited.keys, bucket, 'closed/o')),
      mustAllow('a read that the boundary allows', () => stage.read(limited.keys, bucket, 'open/o')),
    ];
  },
};
