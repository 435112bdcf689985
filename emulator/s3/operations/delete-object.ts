import type { Bucket } from '../../../access/world/bucket';
import type { EmulatorState } from '../../state';
import type { ObjectVersion } from '../../store/object-version';
import { newVersionId } from '../../store/version-id';
import { preconditionFailed } from '../errors';
import { onObject } from '../exchange';
import { checkWriteConditions } from '../conditions';
import { wholeSeconds } from '../new-version';
import { versionHeader } from '../object-headers';
import { emptyResponse } from '../responses';

/** What a deletion did. */
export interface Deletion {
  /** The version removed or the delete marker made; absent when versioning never was on and nothing names one. */
  readonly versionId?: string;
  /** Whether a delete marker was made, or the version removed was one. */
  readonly deleteMarker: boolean;
}

/**
 * Deletes a version for good, or the object: by a delete marker where versioning is or was on.
 *
 * @param versionId the version to remove
 * @param owner the account that will own the delete marker
 */
export async function deleteFrom(
  state: EmulatorState,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  owner: string,
): Promise<Deletion> {
  if (versionId !== undefined) {
    const removed = await state.objects.remove(bucket.name, key, versionId);
    return { versionId, deleteMarker: removed?.deleteMarker ?? false };
  }
  if (bucket.versioning === undefined) {
    await state.objects.remove(bucket.name, key, 'null');
    return { deleteMarker: false };
  }
  const marker = bucket.versioning === 'Enabled' ? newVersionId() : 'null';
  await state.objects.put(bucket.name, key, deleteMarker(marker, wholeSeconds(state.clock()), owner));
  return { versionId: marker, deleteMarker: true };
}

function deleteMarker(versionId: string, lastModified: number, owner: string): ObjectVersion {
  return {
    versionId,
    deleteMarker: true,
    lastModified,
    owner,
    etag: '',
    size: 0,
    content: [],
    headers: {},
    metadata: {},
    storageClass: 'STANDARD',
    encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    tags: {},
  };
}

/**
 * Deletes an object or a version. What is not there counts as deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const deleteObject = onObject(async ({ state, request, bucket, objects, key, version }) => {
  const { headers, query } = request;
  if (headers['if-match'] !== undefined) {
    if (query.has('versionId') && !version) throw preconditionFailed('If-Match');
    checkWriteConditions({ 'if-match': headers['if-match'] }, key, version ?? objects.current(key));
  }
  const deletion = await deleteFrom(state, bucket, key, query.get('versionId'), bucket.account);
  return emptyResponse(204, {
    ...(deletion.deleteMarker && { 'x-amz-delete-marker': 'true' }),
    ...(deletion.versionId !== undefined && versionHeader(bucket, deletion.versionId)),
  });
});
