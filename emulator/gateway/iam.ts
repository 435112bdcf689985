import { callerAccount } from '../../access/caller';
import { operationOf } from '../http/query-protocol';
import { iam } from '../iam/index';
import type { Service } from '../state';
import { change } from './change';
import type { Gateway } from './gateway';

/** Access keys are minted here and mean nothing to the backend, apart from those that it made before. */
const OF_ACCESS_KEYS = new Set(['CreateAccessKey', 'DeleteAccessKey', 'UpdateAccessKey']);

/** IAM: what reads is answered from the world, what writes changes world and backend. */
export function gatewayIam(gateway: Gateway): Service {
  return async (state, request) => {
    const { operation, parameters } = await operationOf(request);
    if (/^(Get|List|Simulate)/.test(operation)) return iam(state, request);
    return change(gateway, iam, request, operation, (text) => {
      if (OF_ACCESS_KEYS.has(operation) && !state.foreignKeys?.has(parameters.get('AccessKeyId') ?? '')) {
        return undefined;
      }
      return {
        service: 'iam',
        account: callerAccount(request.caller)!,
        region: 'us-east-1',
        method: request.method,
        path: '/',
        parameters: [...request.query],
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: text,
      };
    });
  };
}
