import { accessKeyId } from '../../access-key-id';
import { EPOCH } from '../../create';
import { digest } from '../../digest';
import { userOf } from '../entities';
import type { Resource, ResourceType } from '../resource';

/**
 * A long-term access key of a user. Its secret is in no world.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_access_key.html.markdown
 */
export const iamAccessKey: ResourceType = {
  attributes: { id: idOf, status: ({ given }) => given.oneOf('status', STATUSES) ?? 'Active' },
  attach(resource) {
    const { given } = resource;
    const user = userOf(resource, 'user');
    given.ignore('pgp_key');
    const id = idOf(resource);
    user.accessKeys.set(id, { id, status: given.oneOf('status', STATUSES) ?? 'Active', createdAt: EPOCH });
  },
};

const STATUSES = ['Active', 'Inactive'] as const;

function idOf({ place, address }: Resource): string {
  const [high, low] = digest(`access key ${place.account} ${address}`, 2);
  return accessKeyId('AKIA', place.account, (BigInt(high! & 0xff) << 32n) | BigInt(low!));
}
