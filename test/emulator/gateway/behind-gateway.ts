import { startGateway, type GatewayOptions, type StartedGateway } from '../../../emulator/gateway/index';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';

/** A gateway, and the backend behind it: an embedded AWS that its own root keys may set up as they like. */
export interface BehindGateway {
  readonly backend: StartedEmulator;
  readonly gateway: StartedGateway;
  /** What the gateway could not take from the backend as it was. */
  readonly problems: string[];
  stop(): Promise<void>;
}

/** @param backend absent = a new one */
export async function behindGateway(
  backend?: StartedEmulator,
  options: Partial<GatewayOptions> = {},
): Promise<BehindGateway> {
  const started = backend ?? (await startEmulator());
  const problems: string[] = [];
  const gateway = await startGateway({
    upstream: started.endpoint,
    upstreamCa: started.ca,
    upstreamCredentials: (account) => started.rootCredentials(account),
    onProblem: (problem) => void problems.push(problem),
    ...options,
  });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await started.stop();
  };
  return { backend: started, gateway, problems, stop };
}
