import { ensureAccount, EPOCH } from './create';
import { uniqueId } from './ids';
import type { InstanceProfile, World } from './world';

/** What an instance profile has from its making. */
export interface NewInstanceProfile {
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash. @default '/' */
  readonly path?: string;
  /** The name of its role. @default none */
  readonly role?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** `AIPA…` @default one that follows from account and name */
  readonly uniqueId?: string;
  /** ISO-8601. @default the same moment for all */
  readonly createdAt?: string;
}

/** Puts an instance profile into the world. */
export function createInstanceProfile(world: World, profile: NewInstanceProfile): InstanceProfile {
  const { account, name, path = '/', role } = profile;
  const made: InstanceProfile = {
    name,
    path,
    uniqueId: profile.uniqueId ?? uniqueId('AIPA', `${account} ${name}`),
    createdAt: profile.createdAt ?? EPOCH,
    tags: new Map(Object.entries(profile.tags ?? {})),
    ...(role !== undefined && { role }),
  };
  ensureAccount(world, account).instanceProfiles.set(name, made);
  return made;
}
