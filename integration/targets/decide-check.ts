import type { Caller } from '../../access/caller';
import { explain } from '../../access/explain/words';
import { authorize } from '../../access/services/authorize';
import type { ApiRequest, Connection } from '../../access/services/request';
import { parseArn } from '../../access/world/arn';
import { sessionOf, tryFindUser, userCaller } from '../../access/world/lookup';
import type { World } from '../../access/world/world';
import { callerName, type Actor, type Check } from '../../contract/check';
import { withDataKey } from '../../contract/data-key';
import { objectStateOf } from '../../contract/fixtures';
import type { Pair } from '../../contract/pair';
import type { Answer } from './target';

/** Decides the call of a check by the engine, in a world in which stacks and fixtures are deployed. */
export function decideCheck(world: World, pair: Pair, check: Check): Answer {
  const caller = callerOf(world, check.actor);
  if (!caller) return { outcome: 'error', reason: `${callerName(check.actor)} is in neither stack` };
  const asked = withDataKey(world, pair, check.request);
  const request = { ...asked, caller, connection: connectionOf(pair, check, caller) } as ApiRequest;
  const authorization = authorize(world, request, objectStateOf(world, pair, asked));
  const { effect, refusal, decisions } = authorization;
  const decisive = refusal ?? decisions.at(-1);
  // What may still turn out to be an allow proves nothing, whichever answer is expected.
  const isOpen = effect === 'unknown' && decisions.every(({ mayAllow }) => mayAllow);
  return {
    outcome: effect === 'allow' ? 'allow' : isOpen ? 'error' : 'deny',
    authorization,
    // Worked out for who reads it: most reasons of a contract that holds are read by nobody.
    get reason() {
      return decisive ? explain(decisive) : 'needs no permission';
    },
  };
}

function callerOf(world: World, actor: Actor): Caller | undefined {
  if (actor.kind === 'anonymous') return { kind: 'anonymous' };
  if (actor.kind === 'service') return { kind: 'service', service: actor.service };
  if (actor.kind === 'user') return userNamed(world, actor.arn);
  try {
    return sessionOf(world, actor.through?.arn ?? actor.arn, { sessionName: 'crossbucket' });
  } catch {
    return undefined;
  }
}

function userNamed(world: World, arn: string): Caller | undefined {
  const user = tryFindUser(world, arn);
  return user && userCaller(world.accounts.get(parseArn(arn)!.account)!, user);
}

/** The connection that a check's call would come over: TLS, from the loopback address unless it asks for none. */
function connectionOf(pair: Pair, { request, secure = true, tlsVersion }: Check, caller: Caller): Connection {
  return {
    secure,
    ...(secure ? { tlsVersion: tlsVersion ?? '1.3' } : {}),
    sourceIp: '127.0.0.1',
    time: new Date().toISOString(),
    region: request.service === 'sts' ? pair.consumer.region : pair.producer.region,
    ...(caller.kind === 'anonymous' ? {} : { authType: 'REST-HEADER' as const }),
  };
}
