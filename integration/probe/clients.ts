import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Keys that a call is signed with. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where an AWS answers. */
export interface Endpoints {
  readonly https: string;
  /** Without TLS: S3 only, as in AWS. */
  readonly http: string;
  /** PEM of the authority that signed the certificate; absent = the ones Node knows. */
  readonly ca?: string;
}

/** How a call goes to S3. */
export interface S3Connection {
  /** Over TLS. @default true */
  readonly secure?: boolean;
  /** The only version of TLS that is offered. @default whatever both sides like best */
  readonly tlsVersion?: '1.1';
}

/** SDK clients of many callers over the same few connections. */
export interface Clients {
  /** @param keys the caller's; absent = without a signature */
  s3(keys: Keys | undefined, region: string, connection?: S3Connection): S3Client;
  sts(keys: Keys, region: string): STSClient;
  kms(keys: Keys, region: string): KMSClient;
  /** Closes the connections. */
  destroy(): void;
}

const unsigned = { sign: <T>(request: T) => Promise.resolve(request) };

/**
 * The SDK's own defaults, said so that it does not look for other ones in the shell and in `~/.aws`: what somebody has set
 * there must not decide over a check, and looking costs more than a call.
 */
const asByDefault = {
  defaultsMode: 'standard',
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  authSchemePreference: [],
} satisfies STSClientConfig;

const s3ByDefault = {
  requestChecksumCalculation: 'WHEN_SUPPORTED',
  responseChecksumValidation: 'WHEN_SUPPORTED',
  useArnRegion: false,
  disableS3ExpressSessionAuth: false,
  disableMultiregionAccessPoints: false,
} satisfies S3ClientConfig;

/** Makes clients for an AWS; the one for the same caller, region and kind is made once. */
export function clients(endpoints: Endpoints): Clients {
  const requestHandler = new NodeHttpHandler({
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 16 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 16, ca: endpoints.ca }),
  });
  let outdatedHandler: NodeHttpHandler | undefined;
  const outdated = (): NodeHttpHandler => {
    // OpenSSL offers what is so old only at its lowest security level.
    const tls = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    outdatedHandler ??= new NodeHttpHandler({ httpsAgent: new HttpsAgent({ ca: endpoints.ca, ...tls }) });
    return outdatedHandler;
  };
  const made = new Map<string, unknown>();
  const once = <T>(kind: string, keys: Keys | undefined, region: string, make: () => T): T => {
    const id = `${kind} ${keys?.accessKeyId} ${region}`;
    if (!made.has(id)) made.set(id, make());
    return made.get(id) as T;
  };
  const common = (keys: Keys | undefined, region: string) => ({
    endpoint: endpoints.https,
    region,
    requestHandler,
    credentials: keys ?? { accessKeyId: 'anonymous', secretAccessKey: 'anonymous' },
    // A refusal is what is asked for, and trying again would hide what is wrong.
    maxAttempts: 1,
    ...asByDefault,
  });
  return {
    s3: (keys, region, { secure = true, tlsVersion } = {}) =>
      once(`s3 ${secure} ${tlsVersion}`, keys, region, () => {
        const endpoint = secure ? endpoints.https : endpoints.http;
        const signer = keys ? {} : { signer: unsigned };
        const handler = tlsVersion ? { requestHandler: outdated() } : {};
        const options = { ...common(keys, region), ...s3ByDefault, ...signer, ...handler };
        return new S3Client({ ...options, endpoint, forcePathStyle: true });
      }),
    sts: (keys, region) => once('sts', keys, region, () => new STSClient(common(keys, region))),
    kms: (keys, region) => once('kms', keys, region, () => new KMSClient(common(keys, region))),
    destroy: () => {
      requestHandler.destroy();
      outdatedHandler?.destroy();
    },
  };
}
