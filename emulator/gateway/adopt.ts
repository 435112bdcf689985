import { parseArn } from '../../access/world/arn';
import type { World } from '../../access/world/world';

/** Where an answer has the id that its service made up, by operation. */
const IDS: Readonly<Record<string, string>> = {
  CreateGrant: 'GrantId',
  CreateInstanceProfile: 'InstanceProfileId',
  CreateKey: 'KeyId',
  CreatePolicy: 'PolicyId',
  CreateRole: 'RoleId',
  CreateUser: 'UserId',
};

/** What was made: in the world, and told in an answer. */
interface Made {
  readonly world: World;
  readonly text: string;
}

/**
 * Gives what was just made the id that the backend gave it, so that both mean the same by it.
 *
 * @param made the world and the gateway's own answer
 * @param upstream the backend's answer
 * @param request what was asked
 */
export function adoptId(operation: string, made: Made, upstream: string, request: string): Made {
  if (operation === 'CreatePolicyVersion') return adoptVersion(made, upstream, request);
  const name = IDS[operation];
  const [ours, theirs] = name === undefined ? [] : [idIn(made.text, name), idIn(upstream, name)];
  if (ours === undefined || theirs === undefined || ours === theirs) return made;
  return { world: replaced(made.world, ours, theirs) as World, text: made.text.replaceAll(ours, theirs) };
}

/** The first value of that name, in XML or JSON. */
function idIn(text: string, name: string): string | undefined {
  return new RegExp(`(?:<${name}>|"${name}":\\s*")([^<"]+)`).exec(text)?.[1];
}

/** A copy in which a text stands in the place of another one; parts that do not have it are shared. */
function replaced(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value.includes(from) ? value.replaceAll(from, to) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [replaced(key, from, to), replaced(item, from, to)]));
  }
  if (value instanceof Set) return new Set([...value].map((item) => replaced(item, from, to)));
  if (Array.isArray(value))
    return keep(
      value,
      value.map((item) => replaced(item, from, to)),
    );
  return keep(value, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, from, to)])));
}

/** The original where the copy is the same: policies are known by their identity. */
function keep<T extends object>(original: T, copy: object): object {
  const before = Object.values(original);
  return Object.values(copy).every((item, index) => item === before[index]) ? original : copy;
}

/** Versions of a managed policy are numbered; where some were deleted, a backend may go on from another number. */
function adoptVersion({ world, text }: Made, upstream: string, request: string): Made {
  const [ours, theirs] = [idIn(text, 'VersionId'), idIn(upstream, 'VersionId')];
  const arn = new URLSearchParams(request).get('PolicyArn') ?? '';
  const policy = world.accounts.get(parseArn(arn)?.account ?? '')?.managedPolicies.get(arn);
  const version = ours === undefined ? undefined : policy?.versions.get(ours);
  if (!policy || !version || ours === undefined || theirs === undefined || ours === theirs) return { world, text };
  policy.versions.delete(ours);
  policy.versions.set(theirs, version);
  if (policy.defaultVersion === ours) policy.defaultVersion = theirs;
  return { world, text: text.replace(`<VersionId>${ours}<`, `<VersionId>${theirs}<`) };
}
