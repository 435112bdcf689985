import type { NamedPolicy } from '../../../access/policy/document';
import { namingsByGrants } from './key-grants';
import { strongest, type Naming } from './principals';
import { isPublic } from './public';
import type { Request } from './request';
import { matchesIn, type Principals } from './statements';

/** What the policies of one gate say. */
export interface Verdict {
  readonly denies: boolean;
  /** How the strongest Allow names the caller; `not` when there is none. */
  readonly allows: Naming;
}

function ask(policies: readonly NamedPolicy[], principals: Principals, request: Request): Verdict {
  const matches = policies.flatMap(({ document }) => matchesIn(document, principals, request));
  const denies = matches.some(({ effect }) => effect === 'Deny');
  const allowing = matches.filter(({ effect }) => effect === 'Allow').map(({ naming }) => naming);
  return { denies, allows: strongest(allowing) };
}

const PASSES: Verdict = { denies: false, allows: 'itself' };

/** Whether the caller is an IAM user or works with credentials made from one or from a role. */
export function hasPolicies({ call: { caller } }: Request): boolean {
  return caller.kind === 'user' || caller.kind === 'role-session' || caller.kind === 'federated-user';
}

function isServiceLinked({ call: { caller } }: Request): boolean {
  return caller.kind === 'role-session' && caller.role.serviceLinked === true;
}

/** R-SCP: every level has to allow. Callers outside of an account, and service-linked roles, are not bound. */
export function askScps(request: Request): Verdict {
  const { caller } = request.call;
  const levels = request.policies.scps ?? [];
  if (caller.kind === 'anonymous' || caller.kind === 'service' || isServiceLinked(request)) return PASSES;
  const verdicts = levels.map((level) => ask(level, 'none', request));
  const every = verdicts.every(({ allows }) => allows !== 'not');
  return { denies: verdicts.some(({ denies }) => denies), allows: every ? 'itself' : 'not' };
}

/** The services of which resource control policies speak, as far as the questions go. */
const RCP_SERVICES = ['s3', 'sts', 'kms', 'sqs', 'secretsmanager', 'dynamodb'];

/** R-RCP: they deny and no more; everyone but service-linked roles, on what they speak of. */
export function rcpsDeny(request: Request): boolean {
  const { action, resource } = request.call;
  const service = action.split(':')[0]!.toLowerCase();
  if (isServiceLinked(request) || !RCP_SERVICES.includes(service)) return false;
  if (action.toLowerCase() === 'kms:retiregrant' || /^arn:[^:]*:kms:.*:alias\/aws\/s3$/.test(resource)) return false;
  return ask((request.policies.rcps ?? []).flat(), 'perhaps', request).denies;
}

/** R-VPCE */
export function askEndpoint(request: Request): Verdict {
  const { vpce } = request.policies;
  return vpce ? ask([vpce], 'perhaps', request) : PASSES;
}

/** Root needs no policy, services and anonymous callers can have none: they pass. */
export function askIdentity(request: Request): Verdict {
  return hasPolicies(request) ? ask(request.policies.identity, 'none', request) : PASSES;
}

/** A permissions boundary. */
export function askBoundary(request: Request): Verdict {
  const { boundary } = request.policies;
  return boundary && hasPolicies(request) ? ask([boundary], 'none', request) : PASSES;
}

/** R-NOSESSPOL: a role's session without session policies passes, a federated user without any does not. */
export function askSession(request: Request): Verdict {
  const { session } = request.policies;
  const { kind } = request.call.caller;
  if (kind === 'federated-user') return ask(session ?? [], 'none', request);
  return kind === 'role-session' && session ? ask(session, 'none', request) : PASSES;
}

/** The resource's own policy, and the grants of a key. */
export function askResource(request: Request): Verdict {
  const { resource } = request.policies;
  const verdict = ask(resource ? [resource] : [], 'needed', request);
  const allows = strongest([verdict.allows, ...namingsByGrants(request)]);
  return {
    denies: verdict.denies && !ownerMendsPolicy(request),
    allows: isOutOfReach(request) ? 'not' : allows,
  };
}

/** R-ROOT: the owner's root user can always reach the bucket's policy. */
function ownerMendsPolicy({ call: { caller, action, resourceAccount } }: Request): boolean {
  const own = caller.kind === 'root' && caller.account === resourceAccount;
  return own && /^s3:(Get|Put|Delete)BucketPolicy$/i.test(action);
}

/** R-KMS-2: what KMS lets nobody do to a key of another account. */
function isOutOfReach({ call: { caller, action, resourceAccount }, policies }: Request): boolean {
  if (policies.resourceKind !== 'key' || !('account' in caller) || caller.account === resourceAccount) return false;
  return !/^kms:(CreateGrant|Decrypt|DeriveSharedSecret|DescribeKey|Encrypt|GenerateDataKey(Pair)?(WithoutPlaintext)?|GenerateMac|GetKeyRotationStatus|GetPublicKey|ListGrants|ReEncrypt(From|To)|RetireGrant|RevokeGrant|Sign|Verify|VerifyMac)$/i.test(
    action,
  );
}

/** R-BPA-4: RestrictPublicBuckets closes a public bucket to all but its own account and AWS services. */
export function publicAccessIsBlocked({ call: { caller, resourceAccount }, policies }: Request): boolean {
  const { restrictPublicBuckets, resourceKind, resource } = policies;
  if (!restrictPublicBuckets || resourceKind !== 'bucket' || !resource || caller.kind === 'service') return false;
  const own = 'account' in caller && caller.account === resourceAccount;
  return !own && isPublic(resource.document);
}
