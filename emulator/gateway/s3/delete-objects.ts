import type { AwsResponse } from '../../http/exchange';
import { xmlMembers, type XmlElements } from '../../http/xml';
import { s3Refusal } from '../../s3/access';
import type { BucketExchange } from '../../s3/exchange';
import { deletionRequest, readDeletion, type DeletionItem } from '../../s3/operations/delete-objects';
import { xmlResponse } from '../../s3/responses';
import { digestOf } from '../../hash';
import type { Gateway } from '../gateway';
import { forwarded } from './forward';

/**
 * DeleteObjects: each key is decided by itself; the backend hears of those that may be deleted, and its answer is
 * completed by the others' errors.
 */
export async function deleteObjects(gateway: Gateway, exchange: BucketExchange): Promise<AwsResponse> {
  const { api, request, bucket } = exchange;
  const { quiet, items } = await readDeletion(request);
  const allowed: DeletionItem[] = [];
  const errors: XmlElements[] = [];
  for (const item of items) {
    const refusal = s3Refusal(gateway.state.world, deletionRequest(api, item));
    if (!refusal) allowed.push(item);
    else errors.push({ Key: item.key, VersionId: item.versionId, Code: refusal.code, Message: refusal.message });
  }
  if (allowed.length === 0) return xmlResponse('DeleteResult', { Error: errors });
  const body = document(allowed, quiet);
  const { headers, ...asked } = forwarded(request, bucket);
  const kept = Object.entries(headers ?? {}).filter(([name]) => !/^(content-md5|x-amz-(sdk-)?checksum-)/.test(name));
  const digest = { 'content-md5': digestOf('md5', body, 'base64') };
  const answer = await gateway.upstream.send({ ...asked, headers: { ...Object.fromEntries(kept), ...digest }, body });
  if (!answer.succeeded) return answer.passedOn();
  for (const { key, versionId } of allowed) {
    if (versionId !== undefined || bucket.versioning !== 'Enabled') gateway.notes.deleted(bucket, key, versionId);
  }
  return answer.passedOn(completed(await answer.text(), errors));
}

function document(items: readonly DeletionItem[], quiet: boolean): string {
  const objects = items.map(({ key, versionId, etag }) => ({ Key: key, VersionId: versionId, ETag: etag }));
  return `<Delete>${xmlMembers({ Object: objects, Quiet: quiet })}</Delete>`;
}

function completed(text: string, errors: readonly XmlElements[]): string {
  if (errors.length === 0) return text;
  const members = xmlMembers({ Error: errors });
  return text.includes('</DeleteResult>')
    ? text.replace('</DeleteResult>', () => `${members}</DeleteResult>`)
    : text.replace(
        /<DeleteResult([^>]*?)\/>/,
        (_, attributes) => `<DeleteResult${attributes}>${members}</DeleteResult>`,
      );
}
