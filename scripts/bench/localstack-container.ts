import { docker } from '../../integration/backends/containers';

/** When the container that answers at a URL started, in milliseconds since 1970. @throws Error when there is none */
export async function startedAt(url: string): Promise<number> {
  const { State } = await (await containerAt(url)).inspect();
  return Date.parse(State.StartedAt);
}

/**
 * The memory of the container that answers at a URL, in bytes, as `docker stats` counts it: all that its cgroup uses, without
 * the files that the system keeps and can let go of.
 *
 * @throws Error when there is none
 */
export async function containerMemory(url: string): Promise<number> {
  const { memory_stats: memory } = await (await containerAt(url)).stats({ stream: false });
  // Its name in the first and in the second version of cgroups.
  return memory.usage - (memory.stats.total_inactive_file ?? memory.stats.inactive_file ?? 0);
}

async function containerAt(url: string) {
  const { dockerode } = (await docker()).container;
  const port = Number(new URL(url).port);
  const found = (await dockerode.listContainers()).find(({ Ports }) => Ports.some((one) => one.PublicPort === port));
  if (!found) throw new Error(`no container answers at ${url}`);
  return dockerode.getContainer(found.Id);
}
