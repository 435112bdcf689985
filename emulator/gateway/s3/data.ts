import type { ObjectState } from '../../../access/services/s3/object-state';
import type { AwsResponse } from '../../http/exchange';
import type { BucketExchange } from '../../s3/exchange';
import type { Gateway } from '../gateway';
import type { UpstreamAnswer } from '../upstream/answer';
import type { UpstreamRequest } from '../upstream/upstream';
import { askObjectState, type ObjectName } from './object-state';
import { forwarded } from './forward';

/** A request on an object, recognized and its bucket found; nothing is decided yet. */
export interface ObjectCall extends Omit<BucketExchange, 'objects'> {
  readonly gateway: Gateway;
  readonly key: string;
  /** The version that the request names. */
  readonly versionId: string | undefined;
}

/** One operation on an object. */
export type ObjectOperation = (call: ObjectCall) => Promise<AwsResponse>;

export const nameOf = ({ bucket, key, versionId }: ObjectCall): ObjectName => ({ bucket, key, versionId });

/** What the backend gets of a request, without its content. */
export function asked({ request, bucket, key }: ObjectCall): UpstreamRequest {
  return forwarded(request, bucket, key);
}

/** Sends to the backend. */
export function send({ gateway }: ObjectCall, request: UpstreamRequest): Promise<UpstreamAnswer> {
  return gateway.upstream.send(request);
}

/** What a decision has to know of the object that a request is about. */
export function objectOf(call: ObjectCall): Promise<ObjectState> {
  const { gateway, request } = call;
  return askObjectState(gateway, nameOf(call), request.caller, request.headers);
}
