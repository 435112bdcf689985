import type { Call } from '../call';
import type { World } from '../world/world';
import { iamCalls } from './iam/calls';
import { kmsCalls } from './kms/calls';
import type { ApiRequest } from './request';
import { s3Calls } from './s3/calls';
import type { ObjectState } from './s3/object-state';
import { stsCalls } from './sts/calls';

/**
 * Every call that has to be allowed for an API request, in the order in which the service asks: those that S3 makes of
 * KMS in the caller's name and the hidden ListBucket of a missing object included. None for what needs no permission,
 * and for S3's DeleteObjects, each key of which is to be asked for as DeleteObject.
 *
 * A resource that the world does not have belongs to the account that its ARN names; a bucket that it does not have
 * belongs to nobody (`resourceAccount` is ''), and no policy allows anything on it.
 *
 * @param object S3: the object that the request is about; absent = it is there, as its bucket's default makes it
 * @param source S3: the same of a copy's source
 * @throws Error for an operation that is in no table
 */
export function callsOf(
  world: World,
  request: ApiRequest,
  object?: ObjectState,
  source?: ObjectState,
): readonly Call[] {
  switch (request.service) {
    case 's3':
      return s3Calls(world, request, object, source);
    case 'kms':
      return kmsCalls(world, request);
    case 'sts':
      return stsCalls(world, request);
    case 'iam':
      return iamCalls(world, request);
  }
}
