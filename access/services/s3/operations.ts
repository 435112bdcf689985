import { BUCKET_OPERATIONS } from './bucket-operations';
import { OBJECT_OPERATIONS } from './object-operations';
import type { S3OperationRow } from './operation-row';

/**
 * The operations of S3 on general purpose buckets, a row each. Left out: those of directory buckets (CreateSession,
 * ListDirectoryBuckets, RenameObject), of Object Lambda (WriteGetObjectResponse) and object annotations.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const S3_OPERATIONS = { ...BUCKET_OPERATIONS, ...OBJECT_OPERATIONS } satisfies Readonly<
  Record<string, S3OperationRow>
>;

/** The name of an S3 operation, as AWS's API reference has it. */
export type S3OperationName = keyof typeof S3_OPERATIONS;

const ROWS: ReadonlyMap<string, S3OperationRow> = new Map(Object.entries(S3_OPERATIONS));

/** The row of an operation; undefined for a name that is none. */
export function s3Operation(name: string): S3OperationRow | undefined {
  return ROWS.get(name);
}
