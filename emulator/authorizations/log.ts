import type { Decision } from '../../access/decision';
import { membershipOf } from '../../access/world/lookup';
import type { World } from '../../access/world/world';
import type { AuthorizationArchive } from './archive';
import type { LoggedAuthorization } from './record';

const DAY = 24 * 60 * 60 * 1000;

/**
 * What was decided about requests of the last 24 hours, by request id: the latest in memory, the others in files. A
 * decision holds its call and the policies that bear on it, which are replaced and never changed, but not the world:
 * reasons are worked out when they are asked for.
 */
export class AuthorizationLog {
  /** Oldest first. */
  private readonly latest = new Map<string, LoggedAuthorization>();
  private decisions = 0;

  /** @param most how many decisions stay in memory; beyond, the older half of the requests goes to the archive */
  constructor(
    private readonly archive: AuthorizationArchive,
    private readonly most = 1000,
  ) {}

  /** Keeps the decisions about a request; nothing of one that needed none. @param time milliseconds since 1970 */
  keep(world: World, id: string, decisions: readonly Decision[], time: number): void {
    const [first] = decisions;
    if (!first) return;
    this.latest.set(id, { id, time, decisions, organization: membershipOf(world, first.call.caller) });
    this.decisions += decisions.length;
    if (this.decisions > this.most) this.store(this.most / 2, time);
  }

  /**
   * What was decided about a request; undefined when nothing is known of it any more.
   *
   * @param id as the answer had it, or as AWS writes such ids: small letters and digits alone
   * @param time now, in milliseconds since 1970
   */
  async find(id: string, time: number): Promise<LoggedAuthorization | undefined> {
    const uuid = /^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/.exec(id.toLowerCase())?.slice(1).join('-');
    const written = uuid ?? (id.includes('-') ? id.toLowerCase() : id.toUpperCase());
    const found = this.latest.get(written) ?? (await this.archive.find(written));
    return found && found.time >= time - DAY ? found : undefined;
  }

  /** Lets go of all files; what is in memory is kept with them where they are. @param time milliseconds since 1970 */
  async close(time: number): Promise<void> {
    if (this.archive.survives) this.store(0, time);
    await this.archive.close();
  }

  /** Moves the oldest requests into the archive until only so many decisions are left. */
  private store(left: number, time: number): void {
    const oldest: LoggedAuthorization[] = [];
    for (const logged of this.latest.values()) {
      if (this.decisions <= left) break;
      this.latest.delete(logged.id);
      this.decisions -= logged.decisions.length;
      oldest.push(logged);
    }
    this.archive.append(oldest, time);
    this.archive.forgetBefore(time - DAY);
  }
}
