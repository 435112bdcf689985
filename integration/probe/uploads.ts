import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import type { S3Sender } from './clients';
import type { S3CheckRequest } from '../../contract/check';

/** What an operation on an upload says beside what its check says. */
export interface UploadInput {
  readonly UploadId?: string;
  readonly MultipartUpload?: { readonly Parts: readonly { readonly PartNumber: number; readonly ETag?: string }[] };
}

/** Operations on an upload that has to be begun first. */
const onUploads: ReadonlySet<string> = new Set([
  'UploadPart',
  'CompleteMultipartUpload',
  'ListParts',
  'AbortMultipartUpload',
]);

/**
 * Begins the upload that an operation is about, by the same caller; CompleteMultipartUpload gets a part as well.
 *
 * @returns what to add to the operation's input; nothing for an operation on anything else
 */
export async function beginUpload(
  client: S3Sender,
  { operation, bucket: Bucket, key: Key }: S3CheckRequest,
): Promise<UploadInput> {
  if (!onUploads.has(operation)) return {};
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  if (operation !== 'CompleteMultipartUpload') return { UploadId };
  const part = { Bucket, Key, UploadId, PartNumber: 1, Body: 'crossbucket probe\n' };
  const { ETag } = await client.send(new UploadPartCommand(part));
  return { UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
}
