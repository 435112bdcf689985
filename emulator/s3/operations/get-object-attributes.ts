import type { XmlContent } from '../../http/xml';
import type { ObjectChecksum, ObjectVersion } from '../../store/object-version';
import { checksumElements } from '../checksum-elements';
import { requireCustomerKey, requireUsableKey } from '../encryption';
import { invalidArgument, invalidRequest } from '../errors';
import { onObject } from '../exchange';
import { httpTime, versionHeader } from '../object-headers';
import { xmlResponse } from '../responses';
import { requireVersion } from './get-object';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes = onObject(async (exchange) => {
  const { world, request, bucket } = exchange;
  const asked = (request.headers['x-amz-object-attributes'] ?? '').split(',').map((name) => name.trim());
  if (asked.length === 1 && asked[0] === '') {
    throw invalidRequest(
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  }
  const unknown = asked.find((name) => !ATTRIBUTES.includes(name));
  if (unknown !== undefined) {
    throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown);
  }
  const version = requireVersion(exchange);
  requireCustomerKey(exchange, version.encryption);
  if (asked.includes('Checksum')) requireUsableKey(world, bucket, version.encryption, request.caller);
  const content = {
    ETag: asked.includes('ETag') ? version.etag : undefined,
    Checksum: asked.includes('Checksum') ? checksumElement(version.checksum) : undefined,
    ObjectParts: asked.includes('ObjectParts') ? partsElement(version, request.headers) : undefined,
    StorageClass: asked.includes('StorageClass') ? version.storageClass : undefined,
    ObjectSize: asked.includes('ObjectSize') ? version.size : undefined,
  };
  return xmlResponse('GetObjectAttributesResponse', content, {
    'last-modified': httpTime(version.lastModified),
    ...versionHeader(bucket, version.versionId),
  });
});

function checksumElement(checksum: ObjectChecksum | undefined): XmlContent {
  return checksum && { ...checksumElements(checksum, true) };
}

function partsElement(version: ObjectVersion, headers: Readonly<Record<string, string>>): XmlContent {
  if (!version.parts) return undefined;
  // Parts are told one by one only where the client chose a checksum.
  if (!version.parts.some(({ checksum }) => checksum)) return { PartsCount: version.parts.length };
  const most = Math.min(Number(headers['x-amz-max-parts'] ?? 1000) || 1000, 1000);
  const marker = Number(headers['x-amz-part-number-marker'] ?? 0) || 0;
  const behind = version.parts.filter((part) => part.partNumber > marker);
  const page = behind.slice(0, most);
  return {
    PartsCount: version.parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.partNumber ?? 0,
    MaxParts: most,
    IsTruncated: behind.length > page.length,
    Part: page.map((part) => ({
      PartNumber: part.partNumber,
      Size: part.size,
      ...(part.checksum && checksumElements(part.checksum)),
    })),
  };
}
