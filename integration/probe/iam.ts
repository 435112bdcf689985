import { IAMClient } from '@aws-sdk/client-iam';
import type { Clients, Keys } from './clients';

/** What sends the IAM commands of one caller. */
export type IamSender = Pick<IAMClient, 'send'>;

/** IAM, apart from the other clients: the calls of a contract need none of it, and loading it takes a while. */
export function iam(sdk: Clients, keys: Keys, region: string): IamSender {
  return sdk.of('iam', IAMClient, keys, region);
}
