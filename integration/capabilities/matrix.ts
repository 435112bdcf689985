import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { StartedBackend } from '../backends/backend';
import { clients, type Clients } from '../probe/clients';
import { TargetError } from '../targets/target';
import { bucketPolicy } from './canaries/bucket-policy';
import { crossAccount } from './canaries/cross-account';
import { externalId } from './canaries/external-id';
import { identityPolicy } from './canaries/identity-policy';
import { keyPolicy } from './canaries/key-policy';
import { organizationPolicies } from './canaries/organization-policies';
import { permissionsBoundary } from './canaries/permissions-boundary';
import { publicAccessBlock } from './canaries/public-access-block';
import { secureTransport } from './canaries/secure-transport';
import { sessionPolicy } from './canaries/session-policy';
import { trustPolicy } from './canaries/trust-policy';
import type { Canary } from './canary';
import type { CapabilityMatrix } from './capability';
import { show } from './show';
import { owner, region, Stage } from './stage';

/** In the order of the capabilities. */
const canaries: readonly Canary[] = [
  identityPolicy,
  bucketPolicy,
  crossAccount,
  trustPolicy,
  externalId,
  sessionPolicy,
  permissionsBoundary,
  keyPolicy,
  secureTransport,
  publicAccessBlock,
  organizationPolicies,
];

/**
 * Finds out what a backend enforces: each capability by calls that have to be allowed and calls that have to be refused,
 * all with credentials that its IAM and STS made. Nothing of a canary uses anything of another, so they run side by side.
 *
 * @param signal ends it; what was set up is taken away first
 * @throws TargetError when nothing answers there; the signal's reason once it is aborted
 */
export async function capabilityMatrix(backend: StartedBackend, signal?: AbortSignal): Promise<CapabilityMatrix> {
  const sdk = clients(backend.endpoints);
  try {
    await requireAnswer(backend, sdk);
    const shown = await Promise.allSettled(
      canaries.map((canary) => show(canary, new Stage(backend, sdk, signal), signal)),
    );
    signal?.throwIfAborted();
    return shown.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  } finally {
    sdk.destroy();
  }
}

/** Whatever it answers will do: what is wrong with it, the canaries tell. */
async function requireAnswer({ name, setupKeys }: StartedBackend, sdk: Clients): Promise<void> {
  try {
    await sdk.sts(setupKeys(owner), region).send(new GetCallerIdentityCommand({}));
  } catch (error) {
    const { $metadata, message } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if ($metadata?.httpStatusCode === undefined) throw new TargetError(`${name} does not answer: ${message}`);
  }
}
