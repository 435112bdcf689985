import { callerAccount, type Caller } from '../access/caller';
import type { Decision } from '../access/decision';
import type { World } from '../access/world/world';

/** What was decided about a request that is over. */
export interface LoggedAuthorization {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** One at least. */
  readonly decisions: readonly Decision[];
  readonly caller: Caller;
  /** The organization in which the caller's account was. */
  readonly organization: string | undefined;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * What was decided about requests of the last 24 hours, by request id. A decision holds its call and the policies that
 * bear on it, which are replaced and never changed, but not the world: reasons are worked out when they are asked for.
 */
export class AuthorizationLog {
  /** Oldest first. */
  private readonly byId = new Map<string, LoggedAuthorization>();
  private decisions = 0;

  /** @param most how many decisions are kept; beyond, the oldest requests go */
  constructor(private readonly most = 10_000) {}

  /** Keeps the decisions about a request; nothing of one that needed none. @param time milliseconds since 1970 */
  keep(world: World, id: string, decisions: readonly Decision[], time: number): void {
    const [first] = decisions;
    if (!first) return;
    const { caller } = first.call;
    const account = callerAccount(caller);
    const organization = account === undefined ? undefined : world.accounts.get(account)?.organization?.id;
    this.byId.set(id, { id, time, decisions, caller, organization });
    this.decisions += decisions.length;
    for (const oldest of this.byId.values()) {
      if (this.decisions <= this.most && oldest.time >= time - DAY) break;
      this.forget(oldest);
    }
  }

  /**
   * What was decided about a request; undefined when nothing is known of it any more.
   *
   * @param id as the answer had it, or as AWS writes such ids: small letters and digits alone
   * @param time now, in milliseconds since 1970
   */
  find(id: string, time: number): LoggedAuthorization | undefined {
    const uuid = /^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/.exec(id.toLowerCase())?.slice(1).join('-');
    const found = this.byId.get(uuid ?? (id.includes('-') ? id.toLowerCase() : id.toUpperCase()));
    return found && found.time >= time - DAY ? found : undefined;
  }

  private forget({ id, decisions }: LoggedAuthorization): void {
    this.byId.delete(id);
    this.decisions -= decisions.length;
  }
}
