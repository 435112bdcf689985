import { AwsError, type AwsResponse } from '../../http/exchange';
import { aclResponse, checkPutAcl } from '../../s3/acl';
import { requireS3Access, s3Refusal } from '../../s3/access';
import { requireUsableKey } from '../../s3/encryption';
import { invalidRequest, noSuchKey } from '../../s3/errors';
import { hasOverrides } from '../../s3/object-headers';
import { emptyResponse } from '../../s3/responses';
import { asked, nameOf, objectOf, send, type ObjectCall, type ObjectOperation } from './data';
import { withText } from './forward';
import { stateTold } from './object-state';

/**
 * GetObject and HeadObject. The backend's answer tells all that the decision has to know of the object, so that it is
 * asked for first; whoever may not read gets nothing of it.
 */
export const readObject: ObjectOperation = async (call) => {
  const { gateway, bucket, request } = call;
  const { caller, query, method } = request;
  if (caller.kind === 'anonymous' && hasOverrides(query)) {
    throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  }
  const answer = await send(call, asked(call));
  try {
    if (answer.status >= 500) throw new AwsError('ServiceUnavailable', 503, `The backend answered ${answer.status}.`);
    const object = (await stateTold(gateway, nameOf(call), answer, caller)) ?? (await objectOf(call));
    const { world } = gateway.state;
    requireS3Access(world, call.api, object);
    const reads = method === 'GET' || request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
    if (reads && object.encryption) requireUsableKey(world, bucket, object.encryption, caller);
    return withoutHiddenTags(call, answer.passedOn(), object);
  } catch (error) {
    answer.drop();
    throw error;
  }
};

/** How many tags there are is for those who may read them. */
function withoutHiddenTags(
  { gateway, api }: ObjectCall,
  answer: AwsResponse,
  object: Parameters<typeof requireS3Access>[2],
): AwsResponse {
  const { 'x-amz-tagging-count': count, ...headers } = answer.headers ?? {};
  if (count === undefined) return answer;
  const refused = s3Refusal(gateway.state.world, { ...api, operation: 'GetObjectTagging' }, object);
  return refused ? { ...answer, headers } : answer;
}

/** Attributes and tags of an object: the backend tells of the object, then it is decided, then it is done there. */
export const useObject: ObjectOperation = async (call) => {
  const { gateway, api, request } = call;
  requireS3Access(gateway.state.world, api, await objectOf(call));
  return (await send(call, withText(asked(call), request, await request.text()))).passedOn();
};

/** GetObjectAcl: FULL_CONTROL of the owner, which is all that there can be. */
export const getObjectAcl: ObjectOperation = async (call) => {
  const { owner } = await requireObject(call);
  return aclResponse(call.gateway.state.world, owner, []);
};

/** PutObjectAcl: accepted where it changes nothing, so that the backend need not hear of it. */
export const putObjectAcl: ObjectOperation = async (call) => {
  const { request, bucket, gateway } = call;
  await requireObject(call);
  checkPutAcl(gateway.state.world, request.headers, await request.text(), bucket);
  return emptyResponse(200);
};

async function requireObject(call: ObjectCall): Promise<{ readonly owner: string }> {
  const object = await objectOf(call);
  requireS3Access(call.gateway.state.world, call.api, object);
  if (!object.exists) throw noSuchKey(call.key);
  return { owner: object.ownerAccount ?? call.bucket.account };
}

/** DeleteObject, of which the object's own properties do not count. */
export const deleteObject: ObjectOperation = async (call) => {
  const { gateway, api, bucket, key, versionId } = call;
  requireS3Access(gateway.state.world, api);
  const answer = await send(call, asked(call));
  if (answer.succeeded && (versionId !== undefined || bucket.versioning !== 'Enabled')) {
    gateway.notes.deleted(bucket, key, versionId);
  }
  return answer.passedOn();
};
