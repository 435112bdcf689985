import type { World } from '../../access/world/world';
import type { EmulatorState } from '../state';
import type { MultipartUpload } from '../store/multipart-upload';
import { sequenceOf } from '../store/version-id';
import { requireOwner, requireRegion } from './bucket-checks';
import { invalidArgument, noSuchBucket } from './errors';
import type { BucketExchange, CopySource, ObjectExchange, S3Exchange } from './exchange';
import { copySourceName } from './target';

/**
 * Finds the bucket that a request is about.
 *
 * @throws AwsError NoSuchBucket (404) to everyone; PermanentRedirect, AccessDenied for another region or owner than expected
 */
export function resolveBucket(exchange: S3Exchange, name: string): BucketExchange {
  const { state, world, request, operation, api } = exchange;
  const bucket = world.buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  requireRegion(request, bucket, operation);
  requireOwner(request, bucket, 'x-amz-expected-bucket-owner');
  return { state, world, request, operation, api, bucket, objects: state.objects.bucket(name) };
}

/**
 * Finds the version, upload and copy source that a request names; that one is not there is for its operation to say.
 *
 * @throws AwsError InvalidArgument for what is no version id or copy source, NoSuchBucket for a copy's source
 */
export function resolveObject(exchange: BucketExchange, key: string): ObjectExchange {
  const { state, world, request, operation, api, bucket, objects } = exchange;
  const versionId = requestedVersion(request.query.get('versionId'));
  const version = versionId === undefined ? objects.current(key) : objects.version(key, versionId);
  const uploadId = request.query.get('uploadId');
  const upload = uploadId === undefined ? undefined : findUpload(state, bucket.name, key, uploadId);
  const copies = operation === 'CopyObject' || operation === 'UploadPartCopy';
  const source = copies ? copySource(exchange) : undefined;
  return { state, world, request, operation, api, bucket, objects, key, version, upload, source };
}

function requestedVersion(versionId: string | undefined): string | undefined {
  if (versionId === undefined || versionId === 'null' || sequenceOf(versionId) !== undefined) return versionId;
  const message = versionId === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified';
  throw invalidArgument(message, 'versionId', versionId);
}

function findUpload(state: EmulatorState, bucket: string, key: string, uploadId: string): MultipartUpload | undefined {
  const upload = state.objects.upload(uploadId);
  return upload?.bucket === bucket && upload.key === key ? upload : undefined;
}

function copySource({ state, world, request }: BucketExchange): CopySource {
  const { bucket: name, key, versionId: named } = copySourceName(request.headers['x-amz-copy-source']!);
  const bucket = bucketOf(world, name);
  requireOwner(request, bucket, 'x-amz-source-expected-bucket-owner');
  const versionId = requestedVersion(named);
  const objects = state.objects.bucket(name);
  const version = versionId === undefined ? objects.current(key) : objects.version(key, versionId);
  return { bucket, key, ...(versionId !== undefined && { versionId }), ...(version && { version }) };
}

function bucketOf(world: World, name: string) {
  const bucket = world.buckets.get(name);
  if (bucket) return bucket;
  throw noSuchBucket(name);
}
