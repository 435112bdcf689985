import { mustAllow, mustRefuse, type Canary } from '../canary';
import { owner } from '../stage';
import { allow, documentOf, objectsIn } from '../statements';

/** A session that was made with a policy of its own, and one of the same role that was not. */
export const sessionPolicy: Canary = {
  capability: 'session-policy',
  async prepare(stage) {
    const bucket = await stage.bucket('open/o', 'closed/o');
    const user = await stage.user(owner);
    const trust = allow('sts:AssumeRole', undefined, { Principal: { AWS: user.arn } });
    const role = await stage.role(trust, [allow('s3:GetObject', objectsIn(bucket))]);
    const whole = await stage.assume(user.keys, role);
    const Policy = documentOf([allow('s3:GetObject', objectsIn(bucket, 'open'))]);
    const limited = await stage.assume(user.keys, role, { Policy });
    return [
      mustAllow("a session's read that its role's policy allows", () => stage.read(whole, bucket, 'closed/o')),
      mustRefuse("a session's read that its own policy leaves out", () => stage.read(limited, bucket, 'closed/o')),
      mustAllow("a session's read that its own policy allows too", () => stage.read(limited, bucket, 'open/o')),
    ];
  },
};
