import type { Check } from '../../contract/check';
import type { StartedBackend } from '../backends/backend';
import type { CapabilityMatrix } from '../capabilities/capability';
import { place, type DeployWay, type Placed } from '../deploy/placed';
import { takeAwayAfter } from '../deploy/take-away-after';
import { withKeys } from '../deploy/sdk/key-arns';
import { StackFileError, type PairStacks } from '../deploy/stack-files';
import { strangersOf } from '../deploy/strangers';
import { clients, type Clients } from '../probe/clients';
import { fixtureCiphertext, putFixtureObjects } from '../probe/objects';
import { prober } from '../probe/prober';
import { remoteSite } from '../probe/remote-site';
import { whileOpen } from '../probe/while-open';
import { changesBucket } from './changes-bucket';
import { sideBySide } from './side-by-side';
import { RefusedDeployment, TargetError, type Answer, type Deployment, type Target } from './target';

/** How a backend is used as a target. */
export interface RemoteOptions {
  /** `direct` makes what the stacks say by API calls; `terraform` has Terraform apply them, and destroy them afterwards. */
  readonly deploy: DeployWay;
  /**
   * Whether the backend refuses what its policies refuse. Where it does not, calls that would change the bucket itself are
   * not made.
   *
   * @default false
   */
  readonly enforces?: boolean;
  /** What it was shown to enforce. */
  readonly capabilities?: CapabilityMatrix;
  /** Why the call of a check would show nothing, and is not made; undefined = it is made. @default all are */
  readonly supports?: (check: Check) => string | undefined;
  /** Ends the run; what was made by then is taken away. */
  readonly signal?: AbortSignal;
}

/**
 * Any AWS-compatible endpoint as a target: stacks and fixtures are deployed through its API, and the calls are made with
 * credentials that its IAM and STS minted. The target ends with its backend.
 */
export function remote(backend: StartedBackend, options: RemoteOptions): Target {
  const sdk = clients(backend.endpoints);
  return {
    name: backend.name,
    halves: ['both'],
    ...(options.capabilities && { capabilities: options.capabilities }),
    deploy: (stacks) => deploy(stacks, backend, sdk, options),
    stop: async () => {
      sdk.destroy();
      await backend.stop();
    },
  };
}

async function deploy(
  stacks: PairStacks,
  backend: StartedBackend,
  sdk: Clients,
  options: RemoteOptions,
): Promise<Deployment> {
  const { signal } = options;
  try {
    const placed = await place(options.deploy, { stacks, backend, sdk, signal });
    const probe = await probeOf(stacks, placed, backend, sdk).catch((error) => takeAwayAfter(error, placed.remove));
    return { ask: (_, checks) => ask(checks, probe, backend, options), remove: placed.remove };
  } catch (error) {
    if (signal?.aborted || error instanceof StackFileError) throw error;
    const Failure = isRefusal(error) ? RefusedDeployment : TargetError;
    throw new Failure(`the pair cannot be deployed on ${backend.name}: ${(error as Error).message}`);
  }
}

/** Whether what failed is a call that the backend answered, and did not like. */
function isRefusal(error: unknown): boolean {
  const { $metadata, cause } = error as { $metadata?: { httpStatusCode?: number }; cause?: unknown };
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return status >= 400 && status < 500;
  return cause !== undefined && isRefusal(cause);
}

/** Prepares the calls of checks. */
async function probeOf(
  stacks: PairStacks,
  placed: Placed,
  backend: StartedBackend,
  sdk: Clients,
): Promise<(check: Check) => Promise<Answer>> {
  const { pair } = stacks;
  const site = await remoteSite(placed.world, placed, backend, sdk, pair);
  const ciphertext = await whileOpen(site, sdk, pair, async () => {
    await putFixtureObjects(site, sdk, pair, strangersOf(stacks));
    return fixtureCiphertext(site, sdk, pair);
  });
  const probe = prober(site, sdk, pair, ciphertext);
  return (check) => probe({ ...check, request: withKeys(check.request, placed.keyArns) });
}

/** Makes the calls of checks: side by side, and those that would change the bucket itself one after the other at the end. */
async function ask(
  checks: readonly Check[],
  probe: (check: Check) => Promise<Answer>,
  backend: StartedBackend,
  options: RemoteOptions,
): Promise<Answer[]> {
  const answers = new Map<Check, Answer>();
  const answer = async (check: Check) => {
    options.signal?.throwIfAborted();
    const reason = unsupported(check, backend, options);
    answers.set(check, reason === undefined ? await probe(check) : { outcome: 'unsupported', reason });
  };
  await sideBySide(
    checks.filter((check) => !changesBucket(check)),
    answer,
  );
  for (const check of checks.filter(changesBucket)) await answer(check);
  return checks.map((check) => answers.get(check)!);
}

/** Why the call of a check cannot be made, or would show nothing. */
function unsupported(check: Check, { endpoints }: StartedBackend, options: RemoteOptions): string | undefined {
  const { actor, secure = true, tlsVersion, outsideOrganization, opened } = check;
  if (actor.kind === 'service') return `${actor.service} cannot be had to make the call`;
  if (tlsVersion) return `no client gets past the handshake with TLS ${tlsVersion}`;
  if (!secure && endpoints.http.startsWith('https:')) return 'the backend is known by its address with TLS alone';
  if (outsideOrganization) return 'the account cannot be moved to another organization';
  if (opened) return 'the policies that are thrown open for it are shared with other calls';
  if (changesBucket(check) && !options.enforces) {
    return 'where nothing is refused, the call would change the bucket for the others';
  }
  return options.supports?.(check);
}
