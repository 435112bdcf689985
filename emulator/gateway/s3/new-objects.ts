import type { EncryptionState, ObjectState } from '../../../access/services/s3/object-state';
import { requireS3Access } from '../../s3/access';
import { checkAclHeaders } from '../../s3/acl';
import { requireOwner } from '../../s3/bucket-checks';
import { newObjectEncryption, requireUsableKey } from '../../s3/encryption';
import { noSuchBucket, notImplemented } from '../../s3/errors';
import { newOwner } from '../../s3/new-version';
import { copySourceName } from '../../s3/target';
import type { UpstreamRequest } from '../upstream/upstream';
import { asked, send, type ObjectCall, type ObjectOperation } from './data';
import { withContent } from './forward';
import { askObjectState } from './object-state';
import { isManaged } from './object-notes';

/** PutObject: decided before any of the content is read, which then streams through. */
export const putObject: ObjectOperation = async (call) => {
  const { gateway, request, bucket, key } = call;
  requireS3Access(gateway.state.world, call.api);
  if (request.headers['x-amz-write-offset-bytes'] !== undefined) throw notImplemented('x-amz-write-offset-bytes');
  const { encryption, upstream } = newObject(call);
  const answer = await send(call, await withContent(upstream, request));
  if (answer.succeeded) {
    gateway.notes.made(bucket, key, answer.headers['x-amz-version-id'], newOwner(bucket, request), encryption);
  }
  return answer.passedOn();
};

/** CopyObject: its source is asked for as well. */
export const copyObject: ObjectOperation = async (call) => {
  const { gateway, request, bucket, key } = call;
  const source = await copySource(call);
  requireS3Access(gateway.state.world, call.api, undefined, source);
  const { encryption, upstream } = newObject(call);
  const answer = await send(call, upstream);
  if (answer.succeeded) {
    gateway.notes.made(bucket, key, answer.headers['x-amz-version-id'], newOwner(bucket, request), encryption);
  }
  return answer.passedOn();
};

/** CreateMultipartUpload: how the object will be protected counts for each of its parts. */
export const createMultipartUpload: ObjectOperation = async (call) => {
  const { gateway, request, bucket, key } = call;
  requireS3Access(gateway.state.world, call.api);
  const { encryption, upstream } = newObject(call);
  const answer = await send(call, upstream);
  if (!answer.succeeded) return answer.passedOn();
  const text = await answer.text();
  const id = /<UploadId>([^<]+)</.exec(text)?.[1];
  if (id !== undefined) {
    gateway.uploads.add(id, { bucket: bucket.name, key, encryption, owner: newOwner(bucket, request) });
  }
  return answer.passedOn(text);
};

/**
 * What a copy's source is, as the decision needs it.
 *
 * @throws AwsError NoSuchBucket, or AccessDenied for another owner than expected
 */
export async function copySource({ gateway, request }: ObjectCall): Promise<ObjectState> {
  const { bucket: name, key, versionId } = copySourceName(request.headers['x-amz-copy-source']!);
  const bucket = gateway.state.world.buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  requireOwner(request, bucket, 'x-amz-source-expected-bucket-owner');
  const prefix = 'x-amz-copy-source-server-side-encryption-';
  const headers = Object.entries(request.headers)
    .filter(([header]) => header.startsWith(prefix))
    .map(([header, value]) => [header.replace(prefix, 'x-amz-server-side-encryption-'), value]);
  const object = { bucket, key, versionId };
  return askObjectState(gateway, object, request.caller, Object.fromEntries(headers), true);
}

/** Checks what a request says of the object that it makes, once it is allowed. */
function newObject(call: ObjectCall): { readonly encryption: EncryptionState; readonly upstream: UpstreamRequest } {
  const { gateway, request, bucket } = call;
  const { world } = gateway.state;
  checkAclHeaders(world, request.headers, bucket);
  const encryption = newObjectEncryption(call, bucket);
  requireUsableKey(world, bucket, encryption, request.caller);
  return { encryption, upstream: withKey(asked(call), encryption) };
}

const SSE = 'x-amz-server-side-encryption';

/** Names the key in full: ids and aliases, and no key at all, mean the caller's account, and the backend hears the owner. */
function withKey(request: UpstreamRequest, { algorithm, keyArn, bucketKeyEnabled }: EncryptionState): UpstreamRequest {
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return request;
  const { [`${SSE}-aws-kms-key-id`]: _, ...headers } = request.headers ?? {};
  return {
    ...request,
    headers: {
      ...headers,
      [SSE]: algorithm,
      ...(!isManaged(keyArn) && { [`${SSE}-aws-kms-key-id`]: keyArn! }),
      ...(algorithm === 'aws:kms' && { [`${SSE}-bucket-key-enabled`]: String(bucketKeyEnabled) }),
    },
  };
}
