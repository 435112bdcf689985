import type { World } from '../../access/world/world';
import type { ServiceSessionOptions } from '../../emulator/sts/service-session';
import type { Keys } from './clients';

/** Where a pair is deployed, as it is for those who make calls there. An embedded AWS is one. */
export interface Site {
  /** What is deployed, with the ids that keys have there. */
  readonly state: { readonly world: World };
  /** The credentials of an account's root, for set-up. @param account 12 digits */
  rootCredentials(account: string): Keys;
  /** The credentials of a user's access key. @param user an ARN. @throws Error */
  credentialsOf(user: string): Keys;
  /** A session of a role as a service gets it. @throws Error */
  assumeRoleAsService(service: string, roleArn: string, options: ServiceSessionOptions): Promise<Keys>;
}
