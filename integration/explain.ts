import { explain as inWords } from '../access/explain/words';
import { isServiceName } from '../access/simulate/caller-named';
import type { Actor, CheckRequest } from '../contract/check';
import { sessionOfGrant } from '../contract/checks/ask';
import { assume } from '../contract/checks/requests';
import { addFixtures } from '../contract/fixtures';
import { didYouMean } from '../contract/nearest';
import type { Grant, Pair } from '../contract/pair';
import { noStrangers } from '../contract/strangers';
import { emptyWorld, deployDirect } from './deploy/direct';
import type { PairStacks } from './deploy/stack-files';
import { requestOf } from './probe/action-request';
import { decideCheck } from './targets/decide-check';

/** A caller or role that a question names and nobody knows; the message lists those who can be named. */
export class QuestionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QuestionError';
  }
}

/** One question about a pair. */
export interface Question {
  /** A role of the pair, the ARN of any role or user, a service, or `anonymous`. */
  readonly who: string;
  /** `s3:GetObject`, `kms:Decrypt`, `sts:AssumeRole`, … */
  readonly action: string;
  /** The object's key; of a listing its prefix; of sts:AssumeRole the role. */
  readonly object?: string;
  /** @default true */
  readonly secure?: boolean;
}

/**
 * Answers one question about a pair's stacks in words: whether the call would be allowed, and why. A role or user that
 * neither stack makes is taken to have all rights that its own account can give it.
 *
 * @throws QuestionError for a caller or role that nobody knows; ActionError for an action that cannot be asked for
 */
export function explainCall(stacks: PairStacks, { who, action, object, secure = true }: Question): string {
  const { pair } = stacks;
  const actor = actorOf(pair, who);
  const request = action === 'sts:AssumeRole' ? assumeOf(pair, object) : requestOf(pair, action, object);
  const world = emptyWorld(pair);
  const strangers = { ...noStrangers, roles: namedRole(pair, actor), users: actor.kind === 'user' ? [actor.arn] : [] };
  deployDirect(world, stacks);
  addFixtures(world, pair, strangers);
  const check = {
    id: action,
    grant: '*',
    half: 'both',
    expect: 'deny',
    actor,
    request,
    secure,
    title: action,
  } as const;
  const { outcome, reason, authorization } = decideCheck(world, pair, check);
  if (outcome !== 'allow' || !authorization) return reason;
  return authorization.decisions.map(inWords).join('\n') || reason;
}

/** A role that the question names by its ARN, unless the pair knows it. */
function namedRole({ grants }: Pair, actor: Actor): string[] {
  if (actor.kind !== 'role' || grants.some(({ role, accessRole }) => [role.arn, accessRole?.arn].includes(actor.arn)))
    return [];
  return [actor.arn];
}

function actorOf(pair: Pair, who: string): Actor {
  if (who === 'anonymous') return { kind: 'anonymous' };
  if (isServiceName(who)) return { kind: 'service', service: who };
  if (/^arn:[^:]*:iam::\d{12}:user\/./.test(who)) return { kind: 'user', arn: who };
  const grant = grantOf(pair, who);
  if (grant) return sessionOfGrant(grant);
  if (/^arn:[^:]*:iam::\d{12}:role\/./.test(who)) return { kind: 'role', arn: who };
  const known = pair.grants.map(({ id }) => id);
  const fix = didYouMean(who, known, 'name a role of the pair, the ARN of a role or user, a service, or anonymous');
  throw new QuestionError(`${JSON.stringify(who)} is nobody in ${pair.name}; ${fix}; its roles: ${known.join(', ')}`);
}

/** The grant whose role is meant: by the name that the pair file has for it, with or without its path, or by ARN. */
function grantOf({ grants }: Pair, who: string): Grant | undefined {
  return grants.find(({ id, role }) => [id, role.name, role.arn].includes(who));
}

function assumeOf(pair: Pair, name: string | undefined): CheckRequest {
  const known = pair.grants.flatMap(({ role, accessRole }) => [role, ...(accessRole ? [accessRole] : [])]);
  const role = known.find(({ name: one, arn }) => [one, arn].includes(name ?? ''));
  if (role) {
    const externalId = pair.grants.find(({ accessRole }) => accessRole?.arn === role.arn)?.externalId;
    return assume(role.arn, { externalId });
  }
  const names = known.map((one) => one.name);
  const got = name === undefined ? 'sts:AssumeRole needs a role' : `${JSON.stringify(name)} is no role of ${pair.name}`;
  throw new QuestionError(
    `${got}; ${didYouMean(name ?? '', names, 'name one of them')}; its roles: ${names.join(', ')}`,
  );
}
