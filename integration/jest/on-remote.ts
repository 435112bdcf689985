import type { Check } from '../../contract/check';
import type { Pair } from '../../contract/pair';
import type { StartedGateway } from '../../emulator/gateway/index';
import type { StartedBackend } from '../backends/backend';
import { endpointBackend } from '../backends/endpoint';
import { startGatewayBackend } from '../backends/gateway';
import type { CapabilityMatrix } from '../capabilities/capability';
import { capabilityMatrix } from '../capabilities/matrix';
import { unsupportedBy } from '../capabilities/supports';
import { joinOrganization } from '../deploy/direct';
import { place, type DeployWay, type Placed } from '../deploy/placed';
import type { PairStacks } from '../deploy/stack-files';
import { clients } from '../probe/clients';
import { fixtureCiphertext } from '../probe/objects';
import { prober } from '../probe/prober';
import { silent } from '../report/progress';
import { remoteSite } from '../probe/remote-site';
import { sessions } from '../probe/sessions';
import { whileOpen } from '../probe/while-open';
import { changesBucket } from '../targets/changes-bucket';
import { decideCheck } from '../targets/decide-check';
import { remote } from '../targets/remote';
import { throughGateway } from '../targets/through-gateway';
import { TargetError, type Answer } from '../targets/target';
import { verify } from '../verify';
import type { DeployedPair } from './deployed-pair';
import { inTurn } from './turn';

/** A backend that is shared with others. */
export interface SharedBackend {
  readonly url: string;
  /** PEM of the authority behind its certificate. @default the ones that Node knows */
  readonly ca?: string;
  /** Whether a gateway in front of it enforces IAM. */
  readonly enforce: boolean;
}

/**
 * Deploys a pair on a shared backend.
 *
 * @param deploy `direct` by API calls; `terraform` has Terraform apply the stacks, and in the end destroy them
 * @param stacks what is deployed
 * @param fresh the same once more, where nothing else is: the contract is held there, as its calls change much
 * @throws TargetError when the backend does not answer, or refuses a part of it; what was made by then is taken away
 */
export async function onRemote(
  shared: SharedBackend,
  deploy: DeployWay,
  stacks: PairStacks,
  fresh: () => PairStacks,
): Promise<DeployedPair> {
  const { pair } = stacks;
  const capabilities = shared.enforce ? undefined : await matrixOf(shared);
  const { backend } = await backendFor(shared, pair);
  const sdk = clients(backend.endpoints);
  const release = async () => {
    sdk.destroy();
    await backend.stop();
  };
  let placed: Placed | undefined;
  try {
    placed = await place(deploy, { stacks, backend, sdk, ownAccountsOnly: true });
    const { remove } = placed;
    const site = await remoteSite(placed.world, placed, backend, sdk, pair);
    const probe = prober(site, sdk, pair, await whileOpen(site, sdk, pair, () => fixtureCiphertext(site, sdk, pair)));
    const actors = sessions(site, sdk, pair);
    return {
      pair,
      target: backend.name,
      endpoints: backend.endpoints,
      sdk,
      setupKeys: backend.setupKeys,
      keysOf: (actor) => actors.of(actor),
      call: async (check, engine) => unsupported(check, engine, capabilities) ?? (await probe(check)),
      decide: (check) => decideCheck(site.state.world, pair, check),
      contract: () => inTurn(`contract on ${shared.url}`, () => contractOn(shared, deploy, fresh(), capabilities)),
      stop: async () => {
        await remove().finally(release);
      },
    };
  } catch (error) {
    await (placed?.remove() ?? Promise.resolve()).finally(release);
    throw new TargetError(`${pair.name} cannot be deployed on ${backend.name}: ${(error as Error).message}`);
  }
}

/** The backend as a pair uses it: itself, or a gateway of the pair's own in front of it. */
async function backendFor(
  { url, ca, enforce }: SharedBackend,
  pair: Pair,
): Promise<{ readonly backend: StartedBackend; readonly gateway?: StartedGateway }> {
  const plain = endpointBackend(url, { ca });
  if (!enforce) return { backend: plain };
  const backend = await startGatewayBackend(plain);
  await backend.gateway.changeWorld((world) => joinOrganization(world, pair));
  return { backend, gateway: backend.gateway };
}

const matrices = new Map<string, Promise<CapabilityMatrix>>();

/** What a backend enforces; found out once. */
function matrixOf({ url, ca }: SharedBackend): Promise<CapabilityMatrix> {
  const known = matrices.get(url) ?? inTurn(`canaries on ${url}`, () => capabilityMatrix(endpointBackend(url, { ca })));
  matrices.set(url, known);
  return known;
}

/** The answer to a call that is not made, because it would show nothing or do harm. */
function unsupported(check: Check, engine: Answer, capabilities: CapabilityMatrix | undefined): Answer | undefined {
  if (changesBucket(check) && (engine.outcome === 'allow' || capabilities)) {
    return { outcome: 'unsupported', reason: 'the call is not made: it would change the bucket itself' };
  }
  const { authorization } = engine;
  const lack = capabilities && authorization && unsupportedBy(capabilities, check, authorization);
  return lack && { outcome: 'unsupported', reason: lack.reason };
}

async function contractOn(
  shared: SharedBackend,
  deploy: DeployWay,
  stacks: PairStacks,
  capabilities: CapabilityMatrix | undefined,
) {
  const { backend, gateway } = await backendFor(shared, stacks.pair);
  const plain = remote(backend, { deploy, enforces: shared.enforce, ...(capabilities && { capabilities }) });
  const target = gateway ? throughGateway(plain, gateway) : plain;
  try {
    return await verify([stacks], target, silent);
  } finally {
    await target.stop();
  }
}
