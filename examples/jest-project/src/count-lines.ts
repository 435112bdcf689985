import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** The lines of an object: the code of this project that needs the grant. */
export async function countLines(s3: S3Client, Bucket: string, Key: string): Promise<number> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = await Body!.transformToString();
  return text.split('\n').filter(Boolean).length;
}
