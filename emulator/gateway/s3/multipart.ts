import { requireS3Access } from '../../s3/access';
import { requireUsableKey } from '../../s3/encryption';
import { noSuchUpload } from '../../s3/errors';
import { BODY_LIMIT, location } from '../../s3/operations/complete-multipart-upload';
import { AwsError } from '../../http/exchange';
import { escapeXml } from '../../http/xml';
import { asked, send, type ObjectCall, type ObjectOperation } from './data';
import { withContent, withText } from './forward';
import { copySource } from './new-objects';
import type { KnownUpload } from './uploads';

/** UploadPart: streams through like an object's content. */
export const uploadPart: ObjectOperation = async (call) => {
  requireUpload(call);
  return (await send(call, await withContent(asked(call), call.request))).passedOn();
};

/** UploadPartCopy: its source is asked for as well. */
export const uploadPartCopy: ObjectOperation = async (call) => {
  const source = await copySource(call);
  requireUpload(call, source);
  return (await send(call, asked(call))).passedOn();
};

/** CompleteMultipartUpload */
export const completeMultipartUpload: ObjectOperation = async (call) => {
  const { gateway, request, bucket, key } = call;
  const { owner, encryption } = requireUpload(call);
  const answer = await send(call, withText(asked(call), request, await request.text(BODY_LIMIT)));
  if (!answer.succeeded) return answer.passedOn();
  gateway.uploads.remove(uploadId(call));
  gateway.notes.made(bucket, key, answer.headers['x-amz-version-id'], owner, encryption);
  const text = await answer.text();
  const here = `<Location>${escapeXml(location(call))}</Location>`;
  return answer.passedOn(text.replace(/<Location>[^<]*<\/Location>/, () => here));
};

/** ListParts */
export const listParts: ObjectOperation = async (call) => {
  requireUpload(call);
  return (await send(call, asked(call))).passedOn();
};

/** AbortMultipartUpload: no key is needed, so that uploads which the gateway does not know can be ended too. */
export const abortMultipartUpload: ObjectOperation = async (call) => {
  requireS3Access(call.gateway.state.world, call.api);
  const answer = await send(call, asked(call));
  if (answer.succeeded) call.gateway.uploads.remove(uploadId(call));
  return answer.passedOn();
};

const uploadId = ({ request }: ObjectCall): string => request.query.get('uploadId') ?? '';

/**
 * Asks whether the caller may do this with the upload.
 *
 * @throws AwsError AccessDenied; NoSuchUpload for one whose key the gateway does not know
 */
function requireUpload(call: ObjectCall, source?: Parameters<typeof requireS3Access>[3]): KnownUpload {
  const { gateway, api, bucket, key, request } = call;
  const upload = gateway.uploads.find(uploadId(call), bucket.name, key);
  requireS3Access(gateway.state.world, api, { exists: false, encryption: upload?.encryption }, source);
  if (!upload) {
    const { code, status, message, details } = noSuchUpload(uploadId(call));
    throw new AwsError(code, status, `${message} Uploads that began before the gateway can only be aborted.`, details);
  }
  requireUsableKey(gateway.state.world, bucket, upload.encryption, request.caller);
  return upload;
}
