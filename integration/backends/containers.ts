import { hostname } from 'node:os';
import type { ContainerRuntimeClient } from 'testcontainers';
import { TargetError } from '../targets/target';
import { isLeaseHeld, type Lease } from './lease';

const leaseLabel = 'crossbucket.lease';
const hostLabel = 'crossbucket.host';

type Container = ReturnType<ContainerRuntimeClient['container']['getById']>;

/** The labels by which a later run recognizes a container that its process left behind. */
export function ownerLabels({ path }: Lease): Record<string, string> {
  return { [leaseLabel]: path, [hostLabel]: hostname() };
}

/** The Docker engine. @throws TargetError when there is none */
export async function docker(): Promise<ContainerRuntimeClient> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  try {
    return await getContainerRuntimeClient();
  } catch {
    throw new TargetError(
      'LocalStack runs in a container, and no Docker engine answers here; start Docker and try again',
    );
  }
}

/** Removes the container of a lease, in whatever state it is; nothing when there is none. */
export async function removeContainersOf(lease: Lease): Promise<void> {
  await removeWhere({ [leaseLabel]: lease.path });
}

/**
 * Removes what runs on this machine left behind when they were killed. Containers of processes that are alive stay, and
 * so do those of other machines that use the same engine.
 *
 * @returns the ids of the removed ones
 * @throws TargetError when there is no Docker engine
 */
export async function removeLeftContainers(): Promise<string[]> {
  return removeWhere({ [hostLabel]: hostname() }, async (path) => !(await isLeaseHeld(path)));
}

async function removeWhere(
  labels: Record<string, string>,
  isOver: (lease: string) => Promise<boolean> = () => Promise.resolve(true),
): Promise<string[]> {
  const { dockerode } = (await docker()).container;
  const label = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const removed: string[] = [];
  for (const { Id, Labels } of await dockerode.listContainers({ all: true, filters: { label } })) {
    const lease = Labels[leaseLabel];
    if (lease === undefined || !(await isOver(lease))) continue;
    await remove(dockerode.getContainer(Id));
    removed.push(Id);
  }
  return removed;
}

/** Another run may be removing the same one at this moment. */
async function remove(container: Container): Promise<void> {
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    const { statusCode } = error as { readonly statusCode?: number };
    if (statusCode === 409) await container.wait({ condition: 'removed' }).catch(() => {});
    else if (statusCode !== 404) throw error;
  }
}
