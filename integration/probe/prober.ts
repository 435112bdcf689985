import { callerName, type Check } from '../../contract/check';
import { withDataKey } from '../../contract/data-key';
import type { Pair } from '../../contract/pair';
import { decideCheck } from '../targets/decide-check';
import type { Answer } from '../targets/target';
import type { Clients, Keys } from './clients';
import { sendKms } from './kms-commands';
import { outcomeOf } from './outcome';
import { sendS3 } from './s3-commands';
import { sessions } from './sessions';
import type { Site } from './site';
import { sendSts } from './sts-commands';

/**
 * Makes the call of a check with the real SDK and minted credentials, and tells what came back.
 *
 * @param ciphertext something that the pair's data key encrypted, for checks that decrypt
 */
export function prober(
  site: Site,
  sdk: Clients,
  pair: Pair,
  ciphertext: Uint8Array,
): (check: Check) => Promise<Answer> {
  const actors = sessions(site, sdk, pair);
  return async (whole) => {
    const { actor, expect, secure, tlsVersion } = whole;
    const request = withDataKey(site.state.world, pair, whole.request);
    // No client gets past the handshake with what is so old, here and in AWS: the engine is asked for the statement.
    if (tlsVersion) return decideCheck(site.state.world, pair, whole);
    // A service has no credentials: what it may do, the engine is asked.
    if (actor.kind === 'service') {
      if (request.service !== 'sts' || !request.roleArn) return decideCheck(site.state.world, pair, whole);
      const { roleArn, sourceAccount, sourceArn, tags } = request;
      const session = { sessionName: 'crossbucket', sourceAccount, sourceArn, tags };
      return outcomeOf(() => site.assumeRoleAsService(actor.service, roleArn, session));
    }
    let keys: Keys | undefined;
    try {
      keys = actor.kind === 'anonymous' ? undefined : await actors.of(actor);
    } catch (error) {
      return { outcome: 'error', reason: `no session of ${callerName(actor)}: ${String(error)}` };
    }
    if (request.service === 's3') {
      return outcomeOf(() => sendS3(sdk.s3(keys, pair.producer.region, secure), request, expect));
    }
    if (!keys) return { outcome: 'error', reason: `${request.service} has no anonymous calls` };
    const signed = keys;
    return request.service === 'kms'
      ? outcomeOf(() => sendKms(sdk.kms(signed, pair.producer.region), request, ciphertext))
      : outcomeOf(() => sendSts(sdk.sts(signed, pair.consumer.region), request));
  };
}
