import { onObject } from '../exchange';
import { versionHeader } from '../object-headers';
import { emptyResponse, xmlResponse } from '../responses';
import { OBJECT_TAGS, tagsInBody, tagSetXml } from '../tag-set';
import { requireVersion } from './get-object';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging = onObject(async (exchange) => {
  const version = requireVersion(exchange);
  const headers = versionHeader(exchange.bucket, version.versionId);
  return xmlResponse('Tagging', tagSetXml(Object.entries(version.tags)), headers);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging = onObject(async (exchange) => {
  const { state, api, bucket, key } = exchange;
  const { versionId } = requireVersion(exchange);
  await state.objects.setTags(bucket.name, key, versionId, api.tags ?? {});
  return emptyResponse(200, versionHeader(bucket, versionId));
}, tagsInBody(OBJECT_TAGS));

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging = onObject(async (exchange) => {
  const { state, bucket, key } = exchange;
  const { versionId } = requireVersion(exchange);
  await state.objects.setTags(bucket.name, key, versionId, {});
  return emptyResponse(204, versionHeader(bucket, versionId));
});
