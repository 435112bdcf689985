import { createAlias } from '../../keys';
import { isAliasName } from '../../names';
import { alreadyThere, keyOf } from '../entities';
import { nameOrGenerated, type TakenNames } from '../generated-name';
import type { Resource, ResourceType } from '../resource';

/**
 * An alias of a key.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/kms_alias.html.markdown
 */
export const kmsAlias: ResourceType = {
  attributes: {
    name: (resource) => nameOrGenerated(resource, 'name', takenNames(resource), 'alias/'),
    id: (resource) => resource.attribute('name'),
    arn: (resource) => aliasArn(resource, resource.attribute('name')),
    target_key_arn: (resource) => keyArn(resource, resource.given.required('target_key_id')),
  },
  attach(resource) {
    const name = resource.attribute('name');
    if (!isAliasName(name)) {
      resource.refuse({
        what: 'name is not one KMS accepts for an alias',
        value: name,
        allowed: 'alias/ and then 1 to 250 of a-z, A-Z, 0-9, /, _ and -, not beginning with aws/',
        fix: 'rename it, e.g. alias/acme-lake-exports',
      });
    }
    if (resource.account.aliases.has(resource.attribute('arn'))) alreadyThere(resource, name);
    createAlias(resource.world, { name, targetKeyArn: keyOf(resource, 'target_key_id').arn });
  },
};

function takenNames(resource: Resource): TakenNames {
  const { aliases } = resource.account;
  return { size: aliases.size, has: (name) => aliases.has(aliasArn(resource, name)) };
}

function aliasArn({ place }: Resource, name: string): string {
  return `arn:${place.partition}:kms:${place.region}:${place.account}:${name}`;
}

function keyArn({ place }: Resource, reference: string): string {
  if (reference.startsWith('arn:')) return reference;
  return `arn:${place.partition}:kms:${place.region}:${place.account}:key/${reference}`;
}
