import { aclResponse, checkPutAcl } from '../acl';
import { onObject } from '../exchange';
import { versionHeader } from '../object-headers';
import { emptyResponse } from '../responses';
import { requireVersion } from './get-object';

/**
 * The ACL of an object: FULL_CONTROL of its owner.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html
 */
export const getObjectAcl = onObject(async (exchange) =>
  aclResponse(exchange.world, requireVersion(exchange).owner, []),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl = onObject(async (exchange) => {
  const { world, request, bucket } = exchange;
  const version = requireVersion(exchange);
  checkPutAcl(world, request.headers, await request.text(), bucket);
  return emptyResponse(200, versionHeader(bucket, version.versionId));
});
