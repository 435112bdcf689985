import type { KeyGrant } from '../../key';
import { GRANT_OPERATIONS } from '../../grant-operations';
import { digest } from '../../digest';
import { EPOCH } from '../../create';
import { bindPrincipal } from '../../principal-ids';
import type { Arguments } from '../arguments';
import { keyOf } from '../entities';
import { saying } from '../policies';
import type { Resource, ResourceType } from '../resource';

/**
 * A grant on a key (R-KMS-2).
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/kms_grant.html.markdown
 */
export const kmsGrant: ResourceType = {
  attributes: { grant_id: grantId },
  bind(resource) {
    const { given } = resource;
    const key = keyOf(resource, 'key_id');
    given.ignore('grant_creation_tokens', 'retire_on_delete');
    const grantee = given.text('grantee_principal') ?? given.required('grantee_principal');
    const retiring = given.text('retiring_principal');
    const name = given.known('name');
    const grant: KeyGrant = {
      id: grantId(resource),
      granteePrincipal: principalIn(resource, 'grantee_principal', grantee),
      ...(retiring !== undefined && { retiringPrincipal: principalIn(resource, 'retiring_principal', retiring) }),
      operations: operationsIn(given),
      ...constraintsIn(given),
      ...(name !== undefined && { name }),
      createdAt: EPOCH,
    };
    key.grants.set(grant.id, grant);
  },
};

/** 64 hex digits, as KMS's own. */
function grantId({ place, address }: Resource): string {
  const words = digest(`grant ${place.account} ${place.region} ${address}`, 8);
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** The principal with its unique id, as a key policy that names it would have it. */
function principalIn(resource: Resource, argument: string, principal: string): string {
  return saying(resource.given, argument, () => bindPrincipal(resource.world, principal, 'key'));
}

function operationsIn(given: Arguments): readonly string[] {
  const operations = [...new Set(given.knownTexts('operations'))].sort();
  const other = operations.find((operation) => !GRANT_OPERATIONS.includes(operation));
  if (other === undefined && operations.length > 0) return operations;
  const what = 'operations are none that a grant can be for';
  return given.refuse({ what, value: other, allowed: GRANT_OPERATIONS.join(', '), fix: 'correct them' });
}

function constraintsIn(given: Arguments): Partial<KeyGrant> {
  const constraints = given.block('constraints');
  const encryptionContextEquals = constraints?.knownMap('encryption_context_equals');
  const encryptionContextSubset = constraints?.knownMap('encryption_context_subset');
  return {
    ...(encryptionContextEquals && { encryptionContextEquals }),
    ...(encryptionContextSubset && { encryptionContextSubset }),
  };
}
