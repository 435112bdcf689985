import { s3control } from '../s3control/index';
import { accountOf } from '../s3control/call';
import type { Service } from '../state';
import { change } from './change';
import type { Gateway } from './gateway';

/** S3 Control: the public access block of an account changes in world and backend. */
export function gatewayS3Control(gateway: Gateway): Service {
  return async (state, request) => {
    if (request.method === 'GET') return s3control(state, request);
    const account = accountOf(request);
    return change(gateway, s3control, request, '', (text) => ({
      service: 's3',
      account,
      region: request.connection.region,
      method: request.method,
      path: request.path,
      headers: { 'x-amz-account-id': account, 'content-type': 'application/xml' },
      body: text,
    }));
  };
}
