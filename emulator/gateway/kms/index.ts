import { callerAccount } from '../../../access/caller';
import { parseArn } from '../../../access/world/arn';
import { tryFindKey } from '../../../access/world/lookup';
import type { AwsRequest, AwsResponse } from '../../http/exchange';
import { grantToken, readGrantToken } from '../../kms/grant';
import { kms } from '../../kms/index';
import type { EmulatorState, Service } from '../../state';
import { change } from '../change';
import type { Gateway } from '../gateway';
import type { UpstreamRequest } from '../upstream/upstream';
import { askKms, CRYPTOGRAPHY, UpstreamRefusal, type Json } from './cryptography';

const TARGET = 'TrentService.';

/**
 * KMS: what reads is answered from the world, what changes keys changes world and backend, and what uses keys is decided
 * by the world and done by the backend.
 */
export function gatewayKms(gateway: Gateway): Service {
  return async (state, request) => {
    const operation = (request.headers['x-amz-target'] ?? '').slice(TARGET.length);
    if (Object.hasOwn(CRYPTOGRAPHY, operation)) return useKey(gateway, state, request, operation);
    if (/^(Describe|Get|List)|^GenerateRandom$/.test(operation)) return kms(state, request);
    const answer = await change(gateway, kms, request, operation, (text) =>
      managementRequest(state, request, JSON.parse(text) as Json),
    );
    return operation === 'CreateGrant' ? withOwnToken(answer) : answer;
  };
}

/** The token of a grant says its id, which is the backend's by now. */
function withOwnToken(answer: AwsResponse): AwsResponse {
  if (typeof answer.body !== 'string') return answer;
  const { GrantId, GrantToken } = JSON.parse(answer.body) as Record<string, string>;
  const [arn] = readGrantToken(GrantToken!);
  return { ...answer, body: JSON.stringify({ GrantId, GrantToken: grantToken({ arn }, GrantId!) }) };
}

async function useKey(
  { upstream }: Gateway,
  state: EmulatorState,
  request: AwsRequest,
  operation: string,
): Promise<AwsResponse> {
  const decided = await kms(state, request);
  const call = {
    state,
    asked: JSON.parse(await request.text()) as Json,
    answered: JSON.parse(String(decided.body)) as Json,
    ask: (operation: string, keyArn: string, members: Json) => {
      const { account, region } = parseArn(keyArn)!;
      return askKms(upstream, operation, { account, region }, { KeyId: keyArn, ...members });
    },
  };
  try {
    return { ...decided, body: JSON.stringify(await CRYPTOGRAPHY[operation]!(call)) };
  } catch (error) {
    if (error instanceof UpstreamRefusal) return error.answer.passedOn();
    throw error;
  }
}

/** The backend hears of a key by its ARN and from the account that owns it, whoever asks and however the key is named. */
function managementRequest(
  state: EmulatorState,
  { caller, connection, headers }: AwsRequest,
  asked: Json,
): UpstreamRequest {
  const account = callerAccount(caller)!;
  const { region } = connection;
  const members = withoutToken(asked);
  const key =
    typeof members.KeyId === 'string' ? tryFindKey(state.world, members.KeyId, { account, region }) : undefined;
  return {
    service: 'kms',
    account: key?.account ?? account,
    region,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': headers['x-amz-target']! },
    body: JSON.stringify({ ...members, ...(key && { KeyId: key.arn }) }),
  };
}

/** The gateway's tokens of grants mean nothing to the backend: it gets what they stand for. */
function withoutToken({ GrantToken, GrantTokens: _, ...members }: Json): Json {
  if (typeof GrantToken !== 'string') return members;
  const [KeyId, GrantId] = readGrantToken(GrantToken);
  return { ...members, KeyId, GrantId };
}
