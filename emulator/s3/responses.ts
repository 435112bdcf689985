import type { AwsResponse } from '../http/exchange';
import { xml, type XmlContent } from '../http/xml';

const XML_HEADERS = { 'content-type': 'application/xml' };
const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** An answer with an XML document of S3's namespace. */
export function xmlResponse(
  root: string,
  content: XmlContent,
  headers: Readonly<Record<string, string>> = {},
): AwsResponse {
  return xmlText(xml(root, content, NAMESPACE), headers);
}

/** An answer with an XML document that is written already. */
export function xmlText(document: string, headers: Readonly<Record<string, string>> = {}): AwsResponse {
  return {
    status: 200,
    headers: { ...XML_HEADERS, ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${document}`,
  };
}

/** An answer without content. @param status 200 for most PUTs, 204 for DELETEs and few others */
export function emptyResponse(status: 200 | 204, headers: Readonly<Record<string, string>> = {}): AwsResponse {
  return { status, headers };
}

/** The time as S3's XML writes it. */
export function xmlTime(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString();
}
