import { TargetError } from '../targets/target';
import type { StartedBackend } from './backend';

/** How an endpoint that is already running is used. */
export interface EndpointOptions {
  /** PEM of the authority behind its certificate. @default the ones that Node knows */
  readonly ca?: string;
  /** Where it answers without TLS. @default the same host and port */
  readonly http?: string;
  /** Of the accounts' roots. @default `setup`, for backends that look at no signature */
  readonly secretAccessKey?: string;
}

/**
 * An AWS-compatible endpoint that somebody else started, and that is left running. For set-up it has to take a 12-digit
 * access key id as the root of that account.
 *
 * @param url `http://…` or `https://…`; what follows the port does not count
 * @throws TargetError when it is no such URL
 */
export function endpointBackend(url: string, options: EndpointOptions = {}): StartedBackend {
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) {
    throw new TargetError(`"${url}" is no endpoint; give a URL such as http://127.0.0.1:4566`);
  }
  const { origin, host } = new URL(url);
  const { ca, http = `http://${host}`, secretAccessKey = 'setup' } = options;
  return {
    name: origin,
    endpoints: { https: origin, http, ...(ca !== undefined && { ca }) },
    setupKeys: (account) => ({ accessKeyId: account, secretAccessKey }),
    stop: () => Promise.resolve(),
  };
}
