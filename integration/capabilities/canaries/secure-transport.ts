import { CannotAsk, mustAllow, mustRefuse, type Canary } from '../canary';
import { owner } from '../stage';
import { allow, deny, objectsIn } from '../statements';

/** A bucket that is closed to requests without TLS, told from the connection itself. */
export const secureTransport: Canary = {
  capability: 'secure-transport',
  async prepare(stage) {
    const { https, http } = stage.backend.endpoints;
    if (!https.startsWith('https:')) throw new CannotAsk(`${https} does not speak TLS`);
    if (!http.startsWith('http:')) throw new CannotAsk(`nothing but TLS is known of ${https}`);
    const bucket = await stage.bucket('o');
    const { keys } = await stage.user(owner, [allow('s3:GetObject', objectsIn(bucket))]);
    await stage.putBucketPolicy(bucket, [
      deny('s3:*', objectsIn(bucket), {
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
    return [
      mustAllow('a read over TLS', () => stage.read(keys, bucket, 'o')),
      mustRefuse('a read without TLS, which the bucket denies', () => stage.read(keys, bucket, 'o', false)),
    ];
  },
};
