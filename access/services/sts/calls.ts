import type { Call } from '../../call';
import type { Caller } from '../../caller';
import { tryFindRole } from '../../world/lookup';
import type { World } from '../../world/world';
import { fillPairs, fillRequestTags } from '../context';
import { globalContext } from '../global-context';
import { accountIn } from '../owner';
import type { StsRequest } from '../request';

/** What nobody needs a permission for, and no policy can deny (R-STS-7). */
const FREE: ReadonlySet<string> = new Set(['GetAccessKeyInfo', 'GetCallerIdentity', 'GetSessionToken']);

/**
 * The calls that have to be allowed for an STS request. AssumeRole asks for itself, with session tags for TagSession and
 * with a source identity for SetSourceIdentity (R-STS-2); what a calling session hands on counts as if it were passed.
 *
 * @throws Error for an operation other than AssumeRole and those that need no permission
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function stsCalls(world: World, request: StsRequest): readonly Call[] {
  const { operation, caller, connection, roleArn } = request;
  if (FREE.has(operation)) return [];
  if (operation !== 'AssumeRole' || roleArn === undefined) {
    throw new Error(
      `unknown STS request ${operation}: known are AssumeRole, with a roleArn, and ${[...FREE].join(', ')}`,
    );
  }
  const owner = accountIn(roleArn);
  const inherited = inheritedFrom(caller);
  const tags = { ...inherited.tags, ...request.tags };
  const transitive = [...new Set([...Object.keys(inherited.tags), ...(request.transitiveTagKeys ?? [])])];
  const sourceIdentity = request.sourceIdentity ?? inherited.sourceIdentity;

  const context = globalContext(world, connection, owner);
  fillRequestTags(context, tags);
  if (transitive.length > 0) context['sts:transitivetagkeys'] = transitive;
  if (sourceIdentity !== undefined) context['sts:sourceidentity'] = sourceIdentity;
  if (request.externalId !== undefined) context['sts:externalid'] = request.externalId;
  if (request.roleSessionName !== undefined) context['sts:rolesessionname'] = request.roleSessionName;
  if (request.sourceAccount !== undefined) context['aws:sourceaccount'] = request.sourceAccount;
  if (request.sourceArn !== undefined) context['aws:sourcearn'] = request.sourceArn;
  const role = tryFindRole(world, roleArn);
  if (role) {
    fillPairs(context, 'iam:resourcetag/', role.tags);
    fillPairs(context, 'aws:resourcetag/', role.tags);
  }

  const actions = ['sts:AssumeRole'];
  if (Object.keys(tags).length > 0) actions.push('sts:TagSession');
  if (sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  return actions.map((action) => ({ caller, action, resource: roleArn, resourceAccount: owner, context }));
}

/** What a session hands on to the next role: its transitive tags and its source identity. */
function inheritedFrom(caller: Caller): { tags: Record<string, string>; sourceIdentity?: string | undefined } {
  if (caller.kind !== 'role-session') return { tags: {} };
  const { sessionTags = {}, transitiveTagKeys = [], sourceIdentity } = caller;
  const handedOn = Object.entries(sessionTags).filter(([key]) => transitiveTagKeys.includes(key));
  return { tags: Object.fromEntries(handedOn), sourceIdentity };
}
