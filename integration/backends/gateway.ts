import { startGateway, type StartedGateway } from '../../emulator/gateway/index';
import { TargetError } from '../targets/target';
import type { StartedBackend } from './backend';
import { inProcessBackend } from './in-process';

/** A gateway as any other backend, and itself, for what is asked in process. */
export interface GatewayBackend extends StartedBackend {
  readonly gateway: StartedGateway;
}

/**
 * Starts a gateway that has a backend enforce IAM; it ends with it.
 *
 * @throws TargetError when the backend does not answer
 */
export async function startGatewayBackend(upstream: StartedBackend): Promise<GatewayBackend> {
  const { https, ca } = upstream.endpoints;
  const gateway = await startGateway({
    upstream: https,
    upstreamCredentials: (account) => upstream.setupKeys(account),
    ...(ca !== undefined && { upstreamCa: ca }),
  }).catch((error: Error) => {
    throw new TargetError(error.message);
  });
  const stop = async () => {
    await gateway.stop();
    await upstream.stop();
  };
  return { ...inProcessBackend(`${upstream.name} behind a gateway`, gateway, stop), gateway };
}
