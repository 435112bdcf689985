import type { Caller, RoleSessionCaller } from '../../access/caller';
import type { PolicyDocument } from '../../access/policy/document';
import { partitionOf } from '../../access/world/arn';
import { ensureAccount } from '../../access/world/create';
import { userCaller } from '../../access/world/lookup';
import type { Account, User, World } from '../../access/world/world';
import { SignatureRefusal } from '../http/sigv4/refusal';
import type { EmulatorState } from '../state';
import { secretAccessKey } from './secrets';
import { openSession, type Session } from './session-token';

/** Whose key signed a request, if the signature holds. */
export interface Identity {
  readonly secretAccessKey: string;
  /** Resolved only after the signature was verified. */
  caller(): Caller;
}

/**
 * Finds the holder of an access key: an account's root (12 digits), a user (`AKIA…`), or a session (`ASIA…` with its token).
 * There is no other way to be someone.
 *
 * @param region of the credential scope, which tells the partition of a root's account
 * @throws SignatureRefusal for a key that is unknown, inactive or belongs to another token, and for an expired token
 */
export function identify(
  state: EmulatorState,
  accessKeyId: string,
  sessionToken: string | undefined,
  region: string,
): Identity {
  if (accessKeyId.startsWith('ASIA')) return sessionIdentity(state, accessKeyId, sessionToken);
  if (sessionToken !== undefined) throw invalidToken();
  const secret = secretAccessKey(state.secret, accessKeyId);
  if (/^\d{12}$/.test(accessKeyId)) {
    return {
      secretAccessKey: secret,
      caller: () => {
        const { id, partition } = ensureAccount(state.world, accessKeyId, partitionOf(region));
        return { kind: 'root', account: id, partition };
      },
    };
  }
  if (state.foreignKeys?.has(accessKeyId)) throw foreignKey(accessKeyId);
  const holder = findKeyHolder(state.world, accessKeyId);
  if (!holder) throw unknownKey(accessKeyId);
  return { secretAccessKey: secret, caller: () => userCaller(holder.account, holder.user) };
}

function sessionIdentity(state: EmulatorState, accessKeyId: string, token: string | undefined): Identity {
  if (token === undefined) throw unknownKey(accessKeyId);
  const session = openCached(state.secret, token);
  if (!session || session.accessKeyId !== accessKeyId) throw invalidToken();
  if (state.clock().getTime() >= session.expires) {
    throw new SignatureRefusal('expired-token', 'The provided token has expired.');
  }
  return {
    secretAccessKey: secretAccessKey(state.secret, accessKeyId),
    caller: () => sessionCaller(state.world, session),
  };
}

const opened = new WeakMap<Buffer, Map<string, Session>>();
const OPENED_SIZE = 1000;

function openCached(secret: Buffer, token: string): Session | undefined {
  let sessions = opened.get(secret);
  if (!sessions) opened.set(secret, (sessions = new Map()));
  let session = sessions.get(token);
  if (!session) {
    session = openSession(secret, token);
    if (!session) return undefined;
    if (sessions.size >= OPENED_SIZE) sessions.delete(sessions.keys().next().value!);
    sessions.set(token, session);
  }
  return session;
}

/** A policy that allows nothing stands for a managed session policy that was deleted meanwhile. */
const NOTHING: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/** Credentials end with whom they were made for: a role or user made again with the same name is another one. */
function sessionCaller(world: World, session: Session): Caller {
  const { caller, policyArns } = session;
  const account = world.accounts.get(caller.account);
  if (caller.kind === 'user') {
    const user = account?.users.get(caller.name);
    if (!account || user?.uniqueId !== caller.uniqueId) throw invalidToken();
    const { mfa, tokenIssueTime } = caller;
    return { ...userCaller(account, user), mfa, tokenIssueTime };
  }
  if (caller.kind !== 'role-session') return caller;
  if (account?.roles.get(caller.role.name)?.uniqueId !== caller.role.uniqueId) throw invalidToken();
  if (!policyArns) return caller;
  const managed = policyArns.map((arn) => managedDocument(world, caller, arn) ?? NOTHING);
  return { ...caller, sessionPolicies: [...(caller.sessionPolicies ?? []), ...managed] };
}

function managedDocument(world: World, caller: RoleSessionCaller, arn: string): PolicyDocument | undefined {
  const policy = world.accounts.get(caller.account)?.managedPolicies.get(arn);
  return policy?.versions.get(policy.defaultVersion)?.document;
}

interface KeyHolder {
  readonly account: Account;
  readonly user: User;
}

const holders = new WeakMap<World, Map<string, KeyHolder>>();

/** The user who holds an active access key; undefined when none does. */
export function findKeyHolder(world: World, accessKeyId: string, onlyActive = true): KeyHolder | undefined {
  let known = holders.get(world);
  if (!known) holders.set(world, (known = new Map()));
  let holder = known.get(accessKeyId);
  if (
    !holder ||
    holder.account.users.get(holder.user.name) !== holder.user ||
    !holder.user.accessKeys.has(accessKeyId)
  ) {
    known.delete(accessKeyId);
    holder = scan(world, accessKeyId);
    if (!holder) return undefined;
    known.set(accessKeyId, holder);
  }
  const active = holder.user.accessKeys.get(accessKeyId)?.status === 'Active';
  return active || !onlyActive ? holder : undefined;
}

function scan(world: World, accessKeyId: string): KeyHolder | undefined {
  for (const account of world.accounts.values()) {
    for (const user of account.users.values()) if (user.accessKeys.has(accessKeyId)) return { account, user };
  }
  return undefined;
}

const unknownKey = (accessKeyId: string): SignatureRefusal =>
  new SignatureRefusal('unknown-key', 'The AWS Access Key Id you provided does not exist in our records.', {
    AWSAccessKeyId: accessKeyId,
  });
const foreignKey = (accessKeyId: string): SignatureRefusal =>
  new SignatureRefusal(
    'foreign-key',
    `The access key ${accessKeyId} was made by the backend before the gateway knew it, and its secret cannot be known here. Make another one with CreateAccessKey.`,
    { AWSAccessKeyId: accessKeyId },
  );
const invalidToken = (): SignatureRefusal =>
  new SignatureRefusal('invalid-token', 'The provided token is malformed or otherwise invalid.');
