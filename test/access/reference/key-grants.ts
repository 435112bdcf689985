import type { KeyGrant } from '../../../access/world/key';
import { namingBy, type Naming } from './principals';
import type { Request } from './request';

/**
 * R-KMS-2: how the grants of a key name the caller, of those that are about the request: its operation and, where they
 * are constrained, its encryption context.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function namingsByGrants(request: Request): Naming[] {
  const about = (request.policies.keyGrants ?? []).filter((grant) => isAbout(grant, request));
  return about.map(({ granteePrincipal }) => {
    const type = granteePrincipal.endsWith('.amazonaws.com') ? 'Service' : 'AWS';
    return namingBy(type, granteePrincipal, request);
  });
}

const CONTEXT = 'kms:encryptioncontext:';

/** DescribeKey carries no encryption context, so that no constraint applies to it. */
function isAbout(grant: KeyGrant, { call, keys }: Request): boolean {
  const operation = call.action.replace('kms:', '');
  if (!grant.operations.includes(operation)) return false;
  if (operation === 'DescribeKey') return true;
  const pairs = [...keys].filter(([key]) => key.startsWith(CONTEXT));
  const holds = (wanted: Readonly<Record<string, string>>) =>
    Object.entries(wanted).every(([key, value]) => keys.get(`${CONTEXT}${key}`) === value);
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = grant;
  if (equals && (!holds(equals) || pairs.length !== Object.keys(equals).length)) return false;
  return !subset || holds(subset);
}
