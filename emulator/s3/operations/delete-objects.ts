import type { S3Request } from '../../../access/services/request';
import { AwsError, type AwsRequest } from '../../http/exchange';
import type { XmlContent } from '../../http/xml';
import { malformedXml, parseXml, type XmlElement } from '../../xml/parse';
import { objectState, s3Refusal } from '../access';
import { checkWriteConditions } from '../conditions';
import { invalidRequest } from '../errors';
import { onBucket, type BucketExchange } from '../exchange';
import { announcedChecksum } from '../receive-content';
import { xmlResponse } from '../responses';
import { deleteFrom } from './delete-object';

const MOST = 1000;
const BODY_LIMIT = 2 * 1024 * 1024;

/** An object to delete. */
export interface DeletionItem {
  readonly key: string;
  readonly versionId?: string;
  readonly etag?: string;
}

/**
 * Deletes up to 1,000 keys or versions. Each is authorized by itself, and a refusal is one Error in the answer.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const deleteObjects = onBucket(async (exchange) => {
  const { quiet, items } = await readDeletion(exchange.request);
  const deleted: XmlContent[] = [];
  const errors: XmlContent[] = [];
  for (const item of items) {
    try {
      const result = await deleteItem(exchange, item);
      if (!quiet) deleted.push(result);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      errors.push({ Key: item.key, VersionId: item.versionId, Code: error.code, Message: error.message });
    }
  }
  return xmlResponse('DeleteResult', { Deleted: deleted, Error: errors });
});

/** What a request wants to delete. @throws AwsError MalformedXML, InvalidRequest without a digest of the content */
export async function readDeletion(
  request: AwsRequest,
): Promise<{ readonly quiet: boolean; readonly items: readonly DeletionItem[] }> {
  if (request.headers['content-md5'] === undefined && announcedChecksum(request) === undefined) {
    throw invalidRequest('Missing required header for this request: Content-MD5');
  }
  const body = parseXml(await request.text(BODY_LIMIT), 'Delete').allow('Object', 'Quiet');
  const items = body.children('Object').map(readItem);
  if (items.length === 0 || items.length > MOST) throw malformedXml();
  return { quiet: body.flag('Quiet') ?? false, items };
}

/** The request that the engine is asked for one of them: each key is deleted as by DeleteObject. */
export function deletionRequest(api: S3Request, { key, versionId }: DeletionItem): S3Request {
  const query: Record<string, string> = versionId === undefined ? {} : { versionid: versionId };
  return { ...api, operation: 'DeleteObject', key, query };
}

function readItem(element: XmlElement): DeletionItem {
  element.allow('Key', 'VersionId', 'ETag', 'LastModifiedTime', 'Size');
  const key = element.child('Key')?.text;
  if (!key) throw malformedXml();
  const versionId = element.value('VersionId') || undefined;
  const etag = element.value('ETag');
  return { key, ...(versionId !== undefined && { versionId }), ...(etag !== undefined && { etag }) };
}

async function deleteItem(exchange: BucketExchange, item: DeletionItem): Promise<XmlContent> {
  const { state, world, api, bucket, objects } = exchange;
  const { key, versionId, etag } = item;
  const version = versionId === undefined ? objects.current(key) : objects.version(key, versionId);
  const refusal = s3Refusal(world, deletionRequest(api, item), objectState(version, versionId !== undefined));
  if (refusal) throw refusal;
  if (etag !== undefined) checkWriteConditions({ 'if-match': etag }, key, version);
  const deletion = await deleteFrom(state, bucket, key, versionId, bucket.account);
  return {
    Key: key,
    VersionId: versionId,
    DeleteMarker: deletion.deleteMarker || undefined,
    DeleteMarkerVersionId: deletion.deleteMarker ? deletion.versionId : undefined,
  };
}
