import type { Half } from '../../contract/check';
import { loadPairs } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import type { SynthOptions } from '../../stacks/synth';
import type { DeployWay } from '../deploy/placed';
import { readStacks } from '../deploy/stack-files';
import { stacksOf } from '../deploy/synthesized';
import { TargetError } from '../targets/target';
import type { DeployedPair } from './deployed-pair';
import { localStackUrl } from './global-backend';
import { inNamespace } from './namespace';
import { onEmbedded } from './on-embedded';
import { onRemote, type SharedBackend } from './on-remote';
import { startedPair, type StartedPair } from './started-pair';

/** An AWS-compatible endpoint that is already running. It has to take a 12-digit access key id as the root of that account. */
export interface EndpointTarget {
  readonly endpoint: string | URL;
  /** PEM of the authority behind its certificate. @default the ones that Node knows */
  readonly ca?: string;
}

/** Where a pair is deployed, and how it is asked. */
export interface DeployOptions {
  /**
   * `embedded`: an embedded AWS of the pair's own. `localstack`: the one of the run, which `crossbucket/jest/global-setup`
   * starts. There and at an endpoint the pair gets accounts and a bucket of its own.
   *
   * @default 'embedded'
   */
  readonly target?: 'embedded' | 'localstack' | EndpointTarget;
  /**
   * `direct` reads the stacks' Terraform JSON and makes what it says. `terraform` has Terraform apply the stacks, asks that
   * a second plan is empty, and has them destroyed in the end: it takes minutes, most of which `synth` can spare.
   *
   * @default 'direct'
   */
  readonly deploy?: DeployWay;
  /**
   * Switches of the stacks: `{ lifecycle: false, keyRotation: false }` leaves out what Terraform waits a minute for.
   *
   * @default the stacks as `crossbucket synth` writes them
   */
  readonly synth?: Omit<SynthOptions, 'outdir'>;
  /** Whether a gateway in front of the target enforces IAM; the embedded AWS does. @default false */
  readonly enforce?: boolean;
  /**
   * `enforcement`: what the target cannot show makes a test fail. `allowed-half`: refusals that it cannot show are taken from
   * the engine, so that a test which passes has shown no more than what is allowed.
   *
   * @default 'enforcement'
   */
  readonly require?: 'enforcement' | 'allowed-half';
  /**
   * A folder that `crossbucket synth --out` wrote and somebody may have edited since; on any target it is deployed under
   * the names that it has. @default the stacks of the pair file
   */
  readonly stacks?: string;
  /**
   * Embedded: whether the contract makes real calls of each half alone too. A half alone is deployed nowhere, so that the
   * engine can say all there is to say of it.
   *
   * @default false
   */
  readonly callHalves?: boolean;
}

/**
 * Deploys the pair of a file, with all that its contract needs beside it.
 *
 * @param file path of a pair file, from the working directory
 * @throws PairFileError with every mistake of the file; StackFileError for stacks that cannot be read; TargetError when
 *   the target cannot run
 */
export async function deployPair(file: string, options: DeployOptions = {}): Promise<StartedPair> {
  const [pair] = loadPairs([file]) as [Pair];
  return startedPair(await deployed(pair, options), options.require ?? 'enforcement');
}

async function deployed(pair: Pair, options: DeployOptions): Promise<DeployedPair> {
  const { target = 'embedded', deploy = 'direct', callHalves, stacks: folder, synth } = options;
  const edited = folder === undefined ? undefined : readStacks(folder, [pair])[0]!;
  if (target === 'embedded') {
    const halves: readonly Half[] = callHalves ? ['both', 'producer', 'consumer'] : ['both'];
    return onEmbedded(edited ?? stacksOf([pair], synth)[0]!, deploy, halves);
  }
  const fresh = () => edited ?? stacksOf([inNamespace(pair)], synth)[0]!;
  return onRemote(sharedBackend(target, options.enforce ?? false), deploy, fresh(), fresh);
}

function sharedBackend(target: 'localstack' | EndpointTarget, enforce: boolean): SharedBackend {
  if (target === 'localstack') return { url: localStackUrl(), enforce };
  const { endpoint, ca } = target;
  if (endpoint === undefined) {
    throw new TargetError(`"${String(target)}" is no target; allowed: embedded, localstack, { endpoint: URL }`);
  }
  return { url: String(endpoint), enforce, ...(ca !== undefined && { ca }) };
}
