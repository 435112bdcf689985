import type { CompletedPart, CreateMultipartUploadCommandInput, S3 } from '@aws-sdk/client-s3';

/** What an upload may say from its beginning. */
export type Begin = Partial<CreateMultipartUploadCommandInput>;

/** Begins an upload in parts, and gives what it takes to go on with it. */
export async function beginUpload(s3: S3, Bucket: string, Key: string, more: Begin = {}) {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key, ...more });
  const upload = { Bucket, Key, UploadId: UploadId! };
  return {
    upload,
    part: async (PartNumber: number, Body: Buffer, more: object = {}): Promise<CompletedPart> => {
      const {
        $metadata: _,
        ServerSideEncryption: __,
        ...part
      } = await s3.uploadPart({ ...upload, PartNumber, Body, ...more });
      return { PartNumber, ...part };
    },
    complete: (Parts: CompletedPart[], more: object = {}) =>
      s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts }, ...more }),
  };
}
