import type { AwsRequest, AwsResponse } from '../http/exchange';
import { notImplemented } from '../s3/errors';
import type { Service } from '../state';
import { accountOf, type ControlCall } from './call';
import {
  deleteAccountPublicAccessBlock,
  getAccountPublicAccessBlock,
  putAccountPublicAccessBlock,
} from './operations/account-public-access-block';
import { listTagsForResource } from './operations/list-tags-for-resource';

type ControlOperation = (call: ControlCall, name: string) => Promise<AwsResponse>;

/** By method and path behind the version; a path that ends in a slash goes on with the name of a resource. */
const OPERATIONS: Readonly<Record<string, ControlOperation>> = {
  'GET configuration/publicAccessBlock': getAccountPublicAccessBlock,
  'PUT configuration/publicAccessBlock': putAccountPublicAccessBlock,
  'DELETE configuration/publicAccessBlock': deleteAccountPublicAccessBlock,
  'GET tags/': listTagsForResource,
};

/**
 * S3 Control, as far as Terraform's provider reads it for a bucket: an account's public access block, a bucket's tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
 */
export const s3control: Service = async (state, request) => {
  const { operation, name } = recognize(request);
  return operation({ state, request, account: accountOf(request) }, name);
};

function recognize({ method, path }: AwsRequest): { readonly operation: ControlOperation; readonly name: string } {
  const rest = path.slice('/v20180820/'.length);
  const whole = OPERATIONS[`${method} ${rest}`];
  if (whole) return { operation: whole, name: '' };
  const slash = rest.indexOf('/') + 1;
  const named = OPERATIONS[`${method} ${rest.slice(0, slash)}`];
  if (named && slash > 0) return { operation: named, name: decodeURIComponent(rest.slice(slash)) };
  throw notImplemented(`S3 Control's ${method} ${path}`);
}
