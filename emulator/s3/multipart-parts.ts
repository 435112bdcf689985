import { AwsError } from '../http/exchange';
import type { MultipartUpload, UploadedPart } from '../store/multipart-upload';
import { malformedXml, type XmlElement } from '../xml/parse';
import { CHECKSUM_ELEMENTS, readChecksum } from './checksum-elements';
import { invalidRequest } from './errors';

/** 5 MiB: what every part but the last one has to have. */
const LEAST = 5 * 1024 ** 2;
const MOST_PARTS = 10_000;

/**
 * The parts of which a client wants its object made.
 *
 * @param body the CompleteMultipartUpload element
 * @throws AwsError MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall; InvalidRequest for a checksum left out
 */
export function chosenParts(upload: MultipartUpload, body: XmlElement): UploadedPart[] {
  const elements = body.allow('Part').children('Part');
  if (elements.length === 0 || elements.length > MOST_PARTS) throw malformedXml();
  let previous = 0;
  const parts = elements.map((element) => {
    const part = chosenPart(upload, element, previous);
    previous = part.partNumber;
    return part;
  });
  parts.forEach((part, index) => {
    if (part.size < LEAST && index < parts.length - 1) throw tooSmall(part);
  });
  return parts;
}

function chosenPart(upload: MultipartUpload, element: XmlElement, previous: number): UploadedPart {
  element.allow('PartNumber', 'ETag', ...CHECKSUM_ELEMENTS);
  const number = element.number('PartNumber');
  const etag = element.value('ETag')?.replace(/^"(.*)"$/, '$1');
  if (number === undefined || etag === undefined) throw malformedXml();
  const composite = upload.checksum?.type === 'COMPOSITE';
  if (number <= previous || (composite && number !== previous + 1)) throw wrongOrder(upload);
  const part = upload.parts.get(number);
  if (!part || part.etag !== etag) throw invalidPart(upload, number, etag);
  const sent = readChecksum(element);
  if (sent && (part.checksum?.algorithm !== sent.algorithm || part.checksum.value !== sent.value)) {
    throw invalidPart(upload, number, etag);
  }
  if (composite && !sent) {
    throw invalidRequest(
      `The upload was created using a ${upload.checksum!.algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  return part;
}

const invalidPart = (upload: MultipartUpload, number: number, etag: string): AwsError =>
  new AwsError(
    'InvalidPart',
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: upload.id, PartNumber: String(number), ETag: etag },
  );

const wrongOrder = (upload: MultipartUpload): AwsError =>
  new AwsError(
    'InvalidPartOrder',
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { UploadId: upload.id },
  );

const tooSmall = ({ size, partNumber, etag }: UploadedPart): AwsError =>
  new AwsError('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size', {
    ProposedSize: String(size),
    MinSizeAllowed: String(LEAST),
    PartNumber: String(partNumber),
    ETag: etag,
  });
