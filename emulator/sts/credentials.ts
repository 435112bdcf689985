import { newAccessKeyId } from '../credentials/access-key-id';
import { secretAccessKey, type Credentials } from '../credentials/secrets';
import { sealSession, type Session } from '../credentials/session-token';
import type { XmlElements } from '../http/xml';
import type { EmulatorState } from '../state';

/** Temporary credentials as STS gives them out. */
export interface TemporaryCredentials extends Required<Credentials> {
  readonly expiration: Date;
}

/** Makes the credentials of a new session. @param seconds for which they hold */
export function issue(
  state: EmulatorState,
  account: string,
  seconds: number,
  session: Pick<Session, 'caller' | 'policyArns'>,
): TemporaryCredentials {
  const accessKeyId = newAccessKeyId('ASIA', account);
  const expires = Math.floor(state.clock().getTime() / 1000 + seconds) * 1000;
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey(state.secret, accessKeyId),
    sessionToken: sealSession(state.secret, { accessKeyId, expires, ...session }),
    expiration: new Date(expires),
  };
}

/** The Credentials element. */
export function credentialsElement(credentials: TemporaryCredentials): XmlElements {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiration.toISOString().replace('.000', ''),
  };
}
