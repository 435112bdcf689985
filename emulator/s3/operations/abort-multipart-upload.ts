import { onObject } from '../exchange';
import { requireUpload } from '../multipart';
import { emptyResponse } from '../responses';

/**
 * Ends an upload and forgets its parts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export const abortMultipartUpload = onObject(async (exchange) => {
  await exchange.state.objects.abortUpload(requireUpload(exchange).id);
  return emptyResponse(204);
});
