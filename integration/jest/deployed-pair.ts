import type { Check } from '../../contract/check';
import { sessionOfGrant } from '../../contract/checks/ask';
import type { Grant, Pair } from '../../contract/pair';
import type { Clients, Endpoints, Keys } from '../probe/clients';
import type { SignedActor } from '../probe/sessions';
import type { Report } from '../report/report';
import type { Answer } from '../targets/target';

/** The session by which a grant is used. */
export function callerOf(grant: Grant): SignedActor {
  return sessionOfGrant(grant) as SignedActor;
}

/** A pair as it stands on a target: what a started pair is made of. */
export interface DeployedPair {
  readonly pair: Pair;
  /** What messages call the target. */
  readonly target: string;
  readonly endpoints: Endpoints;
  readonly sdk: Clients;
  /** The credentials of an account's root, for set-up. */
  setupKeys(account: string): Keys;
  /** Credentials that the target's STS or IAM minted. @throws Error of the SDK when a role on the way cannot be assumed */
  keysOf(actor: SignedActor): Promise<Keys>;
  /** Makes the call of a check. @param engine what the engine says of it */
  call(check: Check, engine: Answer): Promise<Answer>;
  /** What the engine says of it. */
  decide(check: Check): Answer;
  /** Holds the whole contract against the pair on this target; what is deployed stays as it is. */
  contract(): Promise<Report>;
  /** Takes it away, and what was started for it. */
  stop(): Promise<void>;
}
