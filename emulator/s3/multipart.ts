import type { MultipartUpload } from '../store/multipart-upload';
import { invalidArgument, noSuchUpload, requireBucketStill } from './errors';
import type { ObjectExchange } from './exchange';

/** The upload that a request names. @throws AwsError NoSuchUpload */
export function requireUpload({ request, upload }: ObjectExchange): MultipartUpload {
  if (upload) return upload;
  throw noSuchUpload(request.query.get('uploadId') ?? '');
}

/** For operations that waited for content: the upload may be over since. @throws AwsError NoSuchBucket, NoSuchUpload */
export function requireUploadStill({ state, world, bucket }: ObjectExchange, { id }: MultipartUpload): void {
  requireBucketStill(world, bucket);
  if (!state.objects.upload(id)) throw noSuchUpload(id);
}

/** The part that a request names. @throws AwsError InvalidArgument unless it is 1 to 10,000 */
export function partNumber({ request }: ObjectExchange): number {
  const text = request.query.get('partNumber') ?? '';
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= 1 && number <= 10_000) return number;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
}
