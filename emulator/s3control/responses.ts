import type { AwsResponse } from '../http/exchange';
import { xml, type XmlContent } from '../http/xml';

/** An answer with an XML document of S3 Control's namespace. */
export function controlXml(root: string, content: XmlContent): AwsResponse {
  const document = xml(root, content, 'xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"');
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${document}`,
  };
}
