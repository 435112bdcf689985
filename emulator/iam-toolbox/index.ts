import { callerAccount } from '../../access/caller';
import { authorizationDetails } from '../../access/explain/authorization-details';
import { authorize } from '../../access/services/authorize';
import type { IamRequest } from '../../access/services/request';
import { AwsError, type AwsRequest } from '../http/exchange';
import type { LoggedAuthorization } from '../authorizations/record';
import { denialText, detailsVisible } from '../require-access';
import type { EmulatorState, Service } from '../state';
import { noteDecisions } from '../trail';

const OPERATION = 'GetRequestAuthorizationDetails';

/** Evaluations on one page. */
const PAGE = 100;

/**
 * IAM Toolbox: GetRequestAuthorizationDetails, for every request of the last 24 hours that needed a permission, allowed
 * or not, of any service; AWS has it for denied ones of some services. An authorization id is the request's own id.
 *
 * Whoever asks needs `iam:GetRequestAuthorizationDetails` and has to be of the account, or where it was in one, of the
 * organization of the caller whose request it was. Policies on the resource's side are shown by the rule by which AWS
 * tells denials (facts, section 11). With `denialDetails: 'always'` all that have the permission see all.
 *
 * @see https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html
 */
export const iamToolbox: Service = async (state, request) => {
  const [, id, more] = /^\/authorization-details\/([^/]*)(\/policy)?$/.exec(request.path) ?? [];
  if (id === undefined || request.method !== 'GET') throw new AwsError('UnknownOperationException', 404, '');
  if (more !== undefined) {
    throw new AwsError('NotImplemented', 501, 'The operation GetRequestAuthorizationPolicy is not implemented here.');
  }
  requirePermission(state, request);
  if (!/^[0-9A-Za-z-]+$/.test(id)) {
    throw new AwsError('ValidationException', 400, `'${id}' is no authorization id; it is the id of a request`);
  }
  const logged = await state.authorizations?.find(id, state.clock().getTime());
  if (!logged) {
    throw new AwsError('ResourceNotFoundException', 404, `Nothing is known of an authorization with id ${id}`);
  }
  requireKinship(state, request, logged);
  const start = startOf(request);
  const always = state.denialDetails === 'always';
  const { evaluations, ...details } = authorizationDetails(
    logged.decisions,
    (decision) => always || detailsVisible(state.world, decision),
  );
  const end = start + PAGE;
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...details,
      evaluations: evaluations.slice(start, end),
      ...(end < evaluations.length && { nextToken: tokenOf(end) }),
    }),
  };
};

function requirePermission({ world }: EmulatorState, { caller, connection }: AwsRequest): void {
  const asked: IamRequest = { service: 'iam', operation: OPERATION, resource: '*', caller, connection };
  const { effect, refusal, decisions } = authorize(world, asked);
  noteDecisions(connection, decisions);
  if (effect !== 'allow') throw accessDenied(denialText(world, connection, refusal));
}

/** @throws AwsError AccessDeniedException when the request was made by somebody else's principal */
function requireKinship(
  { world, denialDetails }: EmulatorState,
  request: AwsRequest,
  logged: LoggedAuthorization,
): void {
  if (denialDetails === 'always') return;
  const asking = callerAccount(request.caller)!;
  const isKin =
    logged.organization === undefined
      ? callerAccount(logged.decisions[0]!.call.caller) === asking
      : world.accounts.get(asking)?.organization?.id === logged.organization.id;
  if (isKin) return;
  throw accessDenied(`The request ${logged.id} was made by a principal of another account and organization`);
}

function accessDenied(message: string): AwsError {
  return new AwsError('AccessDeniedException', 403, message);
}

function tokenOf(start: number): string {
  return Buffer.from(String(start)).toString('base64url');
}

/** @throws AwsError ValidationException for a token that was not given out */
function startOf({ query }: AwsRequest): number {
  const token = query.get('nextToken');
  if (token === undefined) return 0;
  const start = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isSafeInteger(start) && start > 0 && tokenOf(start) === token) return start;
  throw new AwsError('ValidationException', 400, `nextToken '${token}' was not given out`);
}
