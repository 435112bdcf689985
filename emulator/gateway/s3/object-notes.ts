import type { Bucket } from '../../../access/world/bucket';
import { parseArn } from '../../../access/world/arn';
import type { EncryptionState, ObjectState } from '../../../access/services/s3/object-state';

/** What the backend cannot tell of an object, as all that it holds came from the owner of the bucket. */
export type ObjectNote = Pick<ObjectState, 'ownerAccount' | 'encryption'>;

/**
 * Notes on objects that another account than the bucket's owns (R-OWN-3), or whose key is the AWS managed one of another
 * account. Both are rare, so that little is held; all else is asked of the backend.
 */
export class ObjectNotes {
  private readonly notes = new Map<string, ObjectNote>();

  /** Notes what a new object needs, and forgets what was noted of the one in its place. */
  made(bucket: Bucket, key: string, versionId: string | undefined, owner: string, encryption: EncryptionState): void {
    const id = idOf(bucket.name, key, versionId);
    const foreignKey = isManaged(encryption.keyArn) && parseArn(encryption.keyArn!)?.account !== bucket.account;
    if (owner === bucket.account && !foreignKey) this.notes.delete(id);
    else this.notes.set(id, { ownerAccount: owner, ...(foreignKey && { encryption }) });
  }

  /** @param versionId as the backend tells it; undefined where it has no versions */
  of(bucket: Bucket, key: string, versionId: string | undefined): ObjectNote | undefined {
    return this.notes.size === 0 ? undefined : this.notes.get(idOf(bucket.name, key, versionId));
  }

  deleted(bucket: Bucket, key: string, versionId: string | undefined): void {
    this.notes.delete(idOf(bucket.name, key, versionId));
  }
}

/** Whether an ARN is the one by which the AWS managed key of S3 is known (R-KMS-5). */
export function isManaged(keyArn: string | undefined): boolean {
  return keyArn?.endsWith(':alias/aws/s3') ?? false;
}

const idOf = (bucket: string, key: string, versionId = 'null'): string => `${bucket}\n${versionId}\n${key}`;
