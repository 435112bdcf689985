import type { AwsError, AwsResponse, ServiceName } from './exchange';
import { xml } from './xml';

const QUERY_NAMESPACE: Partial<Record<ServiceName, string>> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
};

/**
 * Writes a refusal in the service's own format: S3's Error document, the query services' ErrorResponse, KMS's JSON 1.1, or
 * IAM Toolbox's REST JSON.
 *
 * @param hostId what S3 calls HostId, `x-amz-id-2`
 * @param resource the path that S3 cites
 */
export function errorResponse(
  service: ServiceName,
  error: AwsError,
  requestId: string,
  hostId: string,
  resource: string,
): AwsResponse {
  const { code, status, message, details, headers } = error;
  if (service === 'kms') {
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code, ...headers },
      body: JSON.stringify({ __type: code, message, ...details }),
    };
  }
  if (service === 'iam-toolbox') {
    return {
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, ...headers },
      body: JSON.stringify({ message, ...details }),
    };
  }
  if (service === 'sts' || service === 'iam') {
    const document = {
      Error: { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message },
      RequestId: requestId,
    };
    const body = xml('ErrorResponse', document, `xmlns="${QUERY_NAMESPACE[service]}"`);
    return { status, headers: { 'content-type': 'text/xml', ...headers }, body };
  }
  if (service === 's3control') {
    const document = { Error: { Code: code, Message: message, ...details }, RequestId: requestId, HostId: hostId };
    return control(status, headers, xml('ErrorResponse', document));
  }
  const document = {
    Code: code,
    Message: message,
    Resource: resource,
    ...details,
    RequestId: requestId,
    HostId: hostId,
  };
  return control(status, headers, xml('Error', document));
}

function control(status: number, headers: Readonly<Record<string, string>>, element: string): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${element}`,
  };
}
