import type { Statement } from '../../../access/policy/document';
import { mustAllow, mustRefuse, type Canary } from '../canary';
import { owner, stranger } from '../stage';
import { allow, objectsIn } from '../statements';

/** What the public gets: of a bucket with a public policy, of one where that is blocked, and of one without. */
export const publicAccessBlock: Canary = {
  capability: 'public-access-block',
  async prepare(stage) {
    const [open, restricted, blocked] = [await stage.bucket('o'), await stage.bucket('o'), await stage.bucket('o')];
    for (const bucket of [open, restricted]) await stage.putBucketPolicy(bucket, everybody(bucket));
    await stage.blockPublicAccess(restricted, { RestrictPublicBuckets: true });
    await stage.blockPublicAccess(blocked, { BlockPublicPolicy: true });
    const own = await stage.user(owner, [allow('s3:PutBucketPolicy', `arn:aws:s3:::${blocked}`)]);
    const other = await stage.user(stranger, [allow('s3:GetObject', '*')]);
    const someone = { Principal: { AWS: own.arn } };
    return [
      mustAllow("another account's read of a public bucket", () => stage.read(other.keys, open, 'o')),
      mustRefuse("another account's read of one with RestrictPublicBuckets", () =>
        stage.read(other.keys, restricted, 'o'),
      ),
      mustAllow("its own account's read of one with RestrictPublicBuckets", () =>
        stage.read(own.keys, restricted, 'o'),
      ),
      mustAllow('an unsigned read of a public bucket', () => stage.read(undefined, open, 'o')),
      mustRefuse('an unsigned read of one with RestrictPublicBuckets', () => stage.read(undefined, restricted, 'o')),
      mustRefuse('an unsigned read of a bucket that no policy opens', () => stage.read(undefined, blocked, 'o')),
      mustAllow('a bucket policy for one user under BlockPublicPolicy', () =>
        stage.putBucketPolicy(blocked, [allow('s3:GetObject', objectsIn(blocked), someone)], own.keys),
      ),
      mustRefuse('a bucket policy for everybody under BlockPublicPolicy', () =>
        stage.putBucketPolicy(blocked, everybody(blocked), own.keys),
      ),
    ];
  },
};

function everybody(bucket: string): Statement[] {
  return [allow('s3:GetObject', objectsIn(bucket), { Principal: '*' })];
}
