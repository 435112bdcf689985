import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { S3Sender } from './clients';

/** Deletes every version in a bucket: one that holds any cannot be deleted. @throws Error when one stays */
export async function emptyBucket(s3: S3Sender, Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (!Objects.length) return;
    const { Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [refused] = Errors ?? [];
    if (refused) throw new Error(`${Bucket}/${refused.Key} could not be deleted: ${refused.Code}: ${refused.Message}`);
  }
}
