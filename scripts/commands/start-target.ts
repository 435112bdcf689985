import type { StartedBackend } from '../../integration/backends/backend';
import type { CapabilityMatrix } from '../../integration/capabilities/capability';
import type { DeployWay } from '../../integration/deploy/placed';
import type { Progress } from '../../integration/report/progress';
import type { Target } from '../../integration/targets/target';
import { endpointNamed } from '../endpoint';
import { CommandError } from '../errors';

/** The options of `verify` that say where the calls are made, and how the stacks get there. */
export interface TargetOptions {
  readonly target: 'offline' | 'embedded' | 'localstack';
  /** Takes the place of the target's own. */
  readonly endpoint?: string;
  readonly deploy: DeployWay;
  readonly require?: 'enforcement';
  readonly mutate?: boolean;
  /** Whether a gateway in front of the backend enforces IAM. */
  readonly enforce?: boolean;
}

/** @throws CommandError for options that do not go together */
export function requireTargetOptions({ target, endpoint, deploy, require, enforce }: TargetOptions): void {
  if (enforce && target !== 'localstack' && endpoint === undefined) {
    throw new CommandError('--enforce needs --target localstack or --endpoint: whatever else there is enforces IAM', 2);
  }
  if (target !== 'offline') return;
  const wrong =
    endpoint !== undefined
      ? '--endpoint makes calls, and --target offline makes none; leave one of them out'
      : deploy === 'terraform'
        ? '--deploy terraform needs --target embedded or localstack: offline starts nothing to deploy to'
        : require && '--require enforcement needs a target that makes calls: --target embedded or localstack';
  if (wrong) throw new CommandError(wrong, 2);
}

/**
 * Starts the target. Of any but the embedded AWS, which decides by the engine itself, it is found out first what it enforces.
 *
 * @returns undefined for the engine alone
 * @throws TargetError when it does not start
 */
export async function startTarget(
  { target, endpoint, deploy, mutate, enforce }: TargetOptions,
  steps: Progress,
  signal: AbortSignal,
): Promise<Target | undefined> {
  if (target === 'offline') return undefined;
  steps.step('starting the target');
  if (target === 'embedded' && endpoint === undefined) {
    const { embedded } =
      require('../../integration/targets/embedded') as typeof import('../../integration/targets/embedded');
    return embedded({ deploy, signal, callHalves: deploy === 'terraform' || mutate });
  }
  const upstream = await startBackend(endpoint, signal);
  let backend = upstream;
  try {
    const gateway = enforce ? await startGateway(upstream) : undefined;
    backend = gateway ?? upstream;
    steps.step(`asking what ${backend.name} enforces`);
    const { capabilityMatrix } =
      require('../../integration/capabilities/matrix') as typeof import('../../integration/capabilities/matrix');
    const capabilities = await capabilityMatrix(backend, signal);
    const { remote } = require('../../integration/targets/remote') as typeof import('../../integration/targets/remote');
    const target = remote(backend, { deploy, signal, capabilities, enforces: keepsBuckets(capabilities) });
    return gateway ? gateway.reach(target) : target;
  } catch (error) {
    await backend.stop();
    throw error;
  }
}

async function startGateway(upstream: StartedBackend) {
  const { startGatewayBackend } =
    require('../../integration/backends/gateway') as typeof import('../../integration/backends/gateway');
  const { throughGateway } =
    require('../../integration/targets/through-gateway') as typeof import('../../integration/targets/through-gateway');
  const backend = await startGatewayBackend(upstream);
  return { ...backend, reach: (target: Target) => throughGateway(target, backend.gateway) };
}

async function startBackend(endpoint: string | undefined, signal: AbortSignal): Promise<StartedBackend> {
  if (endpoint === undefined) {
    const { startLocalStack } =
      require('../../integration/backends/localstack') as typeof import('../../integration/backends/localstack');
    return startLocalStack({ signal });
  }
  return endpointNamed(endpoint);
}

/** Whether whoever may not change a bucket cannot. */
function keepsBuckets(matrix: CapabilityMatrix): boolean {
  const needed = ['identity-policy', 'bucket-policy', 'cross-account'];
  return matrix.every(({ capability, verdict }) => verdict === 'enforced' || !needed.includes(capability));
}
