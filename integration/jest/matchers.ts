import { explain } from '../../access/explain/words';
import { shown } from '../../contract/messages';
import type { Answer } from '../targets/target';
import { table } from '../report/table';
import type { PairRole, StartedPair } from './started-pair';

/** What a matcher answers, in Jest and in Vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** A call that shows neither that a role is able to do something nor that it is not; fails with `not` as well. */
export class InconclusiveError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InconclusiveError';
  }
}

/**
 * The matchers, for `expect.extend`; importing `crossbucket/jest` does that where `expect` is a global.
 *
 * Each is asynchronous: await it. A target that disagrees with the engine, or that fails for a reason which has nothing to
 * do with access, makes either form fail.
 */
export const matchers = { toBeAbleTo, toHonourItsContract };

/**
 * Whether a role is able to do an action, by a real call with the role's own credentials.
 *
 * @param received a role of a started pair
 * @param action in AWS's spelling, e.g. `s3:GetObject`
 * @param key the object's key; of a listing its prefix
 */
async function toBeAbleTo(received: unknown, action: string, key?: string): Promise<MatcherResult> {
  if (!isRole(received)) throw new TypeError(misplaced('toBeAbleTo', "a role: expect(pair.role('…'))", received));
  if (typeof action !== 'string' || (key !== undefined && typeof key !== 'string')) {
    throw new TypeError(`toBeAbleTo takes an action and a key, both text; got ${shown(action)}, ${shown(key)}`);
  }
  const { engine, target } = await received.ask(action, key);
  const what = `${received.name}, ${[action, key].filter((part) => part !== undefined).join(' ')}`;
  const words = `${whyOf(engine)}\n\nthe target: ${target.reason}`;
  if (engine.outcome === 'error' || target.outcome === 'error') {
    throw new InconclusiveError(`${what}: the call shows nothing of access\n\n${words}`);
  }
  const isShown = target.outcome !== 'unsupported';
  if (!isShown && received.requires === 'enforcement') {
    throw new InconclusiveError(`${what}: the target cannot show it; ${toShowIt}\n\n${words}`);
  }
  if (isShown && target.outcome !== engine.outcome) {
    const both = `${said(engine)} by the engine, ${said(target)} by the target`;
    throw new InconclusiveError(`${what}: ${both}\n\n${words}`);
  }
  const pass = engine.outcome === 'allow';
  const verdict = pass ? 'expected not to be able to, and is' : 'expected to be able to, and is not';
  return { pass, message: () => `${what}: ${verdict}\n\n${words}` };
}

const toShowIt = "deploy the pair with enforce: true, or with require: 'allowed-half' if that is enough";

/** Whether every check of a pair's contract holds on what is deployed. @param received a started pair */
async function toHonourItsContract(received: unknown): Promise<MatcherResult> {
  if (!isPair(received)) throw new TypeError(misplaced('toHonourItsContract', 'a pair: expect(pair)', received));
  const report = await received.contract();
  const { failed, unsupported } = report.summary;
  const requiresEnforcement = received.requires === 'enforcement';
  return {
    pass: failed === 0 && !(requiresEnforcement && unsupported > 0),
    message: () => table(report, [received.pair], requiresEnforcement),
  };
}

/** Of what is allowed, why each call of it is; of a refusal, the call that was refused. */
function whyOf({ outcome, reason, authorization }: Answer): string {
  if (outcome !== 'allow' || !authorization?.decisions.length) return reason;
  return authorization.decisions.map(explain).join('\n');
}

const said = ({ outcome }: Answer): string =>
  outcome === 'allow' ? 'allowed' : outcome === 'deny' ? 'refused' : outcome;

function misplaced(matcher: string, wanted: string, received: unknown): string {
  const got = received instanceof Promise ? 'a promise; await it first' : shown(received);
  return `${matcher} is asked of ${wanted}; got ${got}`;
}

// By their methods and not by a class: a test may have loaded this module twice.
const isRole = (received: unknown): received is PairRole => hasMethod(received, 'ask');
const isPair = (received: unknown): received is StartedPair => hasMethod(received, 'contract');

function hasMethod(received: unknown, name: string): boolean {
  return typeof (received as Record<string, unknown> | null | undefined)?.[name] === 'function';
}
