import type { ResourceType } from '../resource';
import { publicAccessBlockIn } from './s3-bucket-public-access-block';

/**
 * The public access block of the whole account (R-BPA-1).
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_account_public_access_block.html.markdown
 */
export const s3AccountPublicAccessBlock: ResourceType = {
  attributes: { id: ({ place }) => place.account, account_id: ({ place }) => place.account },
  attach(resource) {
    const { account, place } = resource;
    const named = resource.given.known('account_id') ?? place.account;
    if (named !== place.account) {
      resource.refuse({
        what: 'account_id is another account',
        value: named,
        allowed: place.account,
        fix: 'take it out, or give it to the stack of that account',
      });
    }
    resource.claim('the public access block of the account');
    account.publicAccessBlock = publicAccessBlockIn(resource.given);
  },
};
