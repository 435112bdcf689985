import type { Statement } from '../../../access/policy/document';
import { mustAllow, mustRefuse, type Canary } from '../canary';
import { owner, stranger } from '../stage';
import { allow, objectsIn } from '../statements';

/** Who may use a key: called directly, through S3, and from another account. */
export const keyPolicy: Canary = {
  capability: 'key-policy',
  async prepare(stage) {
    const bucket = await stage.bucket();
    const policy = [allow('kms:*', '*'), allow('s3:*', objectsIn(bucket))];
    const named = await stage.user(owner, policy);
    const other = await stage.user(owner, policy);
    const namedStranger = await stage.user(stranger, policy);
    const otherStranger = await stage.user(stranger, policy);
    const key = await stage.key([
      ...administration,
      ...uses.map((action) => allow(action, '*', { Principal: { AWS: [named.arn, namedStranger.arn] } })),
    ]);
    await stage.put(bucket, 'o', named.keys, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key });
    return [
      mustAllow("Encrypt by a user whom the key's policy names", () => stage.encrypt(named.keys, key)),
      mustRefuse('Encrypt by a user whom it does not name', () => stage.encrypt(other.keys, key)),
      mustAllow('a read under SSE-KMS by a user whom it names', () => stage.read(named.keys, bucket, 'o')),
      mustRefuse('a read under SSE-KMS by a user whom it does not name', () => stage.read(other.keys, bucket, 'o')),
      mustAllow("Encrypt by another account's user whom it names", () => stage.encrypt(namedStranger.keys, key)),
      mustRefuse("Encrypt by another account's user whom it does not name", () =>
        stage.encrypt(otherStranger.keys, key),
      ),
    ];
  },
};

const uses = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'];

/** The account manages the key, but does not hand its use on to its users' own policies. */
const administration: readonly Statement[] = [
  'kms:Describe*',
  'kms:GetKeyPolicy',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
].map((action) => allow(action, '*', { Principal: { AWS: `arn:aws:iam::${owner}:root` } }));
