import type { Call } from '../call';
import type { Decision, Reason } from '../decision';
import { tryFindAccessPoint } from '../world/access-points';
import type { World } from '../world/world';
import type { ApiRequest, S3Request } from './request';

/**
 * What a service refuses by itself, whatever policies say; undefined when it leaves the matter to them.
 *
 * @param calls those of the request
 */
export function refusalOfService(world: World, request: ApiRequest, calls: readonly Call[]): Decision | undefined {
  const { caller, service, operation } = request;
  const [first] = calls;
  if (!first) return undefined;
  // Of the calls of STS only AssumeRole needs permission.
  if (service === 'sts' && caller.kind === 'root') {
    return refusal(first, 'R-STS-ROOT', 'explicitDeny', 'roles may not be assumed by root accounts');
  }
  if (service !== 's3') return undefined;
  const refused = caller.kind === 'anonymous' ? refusalOfAnonymous(operation, calls) : undefined;
  return refused ?? refusalOfAccessPoint(world, request, first);
}

function refusalOfAnonymous(operation: string, calls: readonly Call[]): Decision | undefined {
  if (operation === 'CreateMultipartUpload') {
    const text = 'anonymous users cannot initiate multipart uploads';
    return refusal(calls[0]!, 'R-ANON-MPU', 'explicitDeny', text);
  }
  const ofKms = calls.find(({ action }) => action.startsWith('kms:'));
  const text = 'what is under SSE-KMS needs a signed request, because S3 calls KMS in the name of its caller';
  return ofKms && refusal(ofKms, 'R-KMS-3', 'explicitDeny', text);
}

/** R-AP: an access point stands for the bucket it was made for, and one of a VPC answers VPC endpoints alone. */
function refusalOfAccessPoint(
  world: World,
  { accessPoint, bucket, connection }: S3Request,
  first: Call,
): Decision | undefined {
  if (accessPoint === undefined) return undefined;
  const point = tryFindAccessPoint(world, accessPoint);
  if (!point) return refusal(first, 'R-AP', 'implicitDeny', `there is no access point ${accessPoint}`);
  if (point.bucket !== bucket) {
    return refusal(first, 'R-AP', 'implicitDeny', `access point ${point.name} is one of bucket ${point.bucket}`);
  }
  if (point.networkOrigin !== 'VPC' || connection.vpcEndpoint !== undefined) return undefined;
  return refusal(first, 'R-AP', 'implicitDeny', `access point ${point.name} answers requests from its VPC alone`);
}

function refusal(call: Call, rule: string, effect: 'explicitDeny' | 'implicitDeny', text: string): Decision {
  const reason: Reason = { rule, gate: 'service', verdict: effect, side: 'resource', text };
  return { effect, mayAllow: false, call, reasons: [reason] };
}
