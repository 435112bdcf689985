import type { PolicyDocument } from '../../access/policy/document';
import type { Endpoints, Keys } from '../probe/clients';

/** A running AWS-compatible endpoint, and what setting something up there needs. */
export interface StartedBackend {
  /** For messages only: what a backend can show is asked of it, never told from its name. */
  readonly name: string;
  readonly endpoints: Endpoints;
  /** The credentials of an account's root, for set-up and clean-up; checks run with minted ones. @param account 12 digits */
  setupKeys(account: string): Keys;
  /**
   * Puts an account into an organization, under a service control policy: for backends that have organizations but no API
   * that makes them. @returns takes the account out again. @default it cannot be done
   */
  organize?(account: string, policy: PolicyDocument): Promise<() => Promise<void>>;
  /** Takes away what was started; a backend that somebody else started is left running. May be called again. */
  stop(): Promise<void>;
}
