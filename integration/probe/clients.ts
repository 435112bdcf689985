import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { HandlerExecutionContext, HashConstructor, HttpAuthOption, HttpAuthScheme } from '@smithy/types';
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

/** What sends the commands of one caller. */
export type S3Sender = Pick<S3Client, 'send'>;
export type StsSender = Pick<STSClient, 'send'>;
export type KmsSender = Pick<KMSClient, 'send'>;

/** A client of a service that is called over TLS, and how it is made. */
export interface ServiceClient {
  readonly config: { readonly sha256: HashConstructor };
  readonly middlewareStack: {
    remove(name: string): boolean;
    add(middleware: <Handler>(next: Handler) => Handler, options: { name: string; step: 'finalizeRequest' }): void;
  };
  send: unknown;
}
export type ClientClass<T> = new (options: CommonOptions) => T;

/** SDK clients of many callers over the same few connections. */
export interface Clients {
  /** @param keys the caller's; absent = without a signature. @param secure whether over TLS. @default true */
  s3(keys: Keys | undefined, region: string, secure?: boolean): S3Sender;
  sts(keys: Keys, region: string): StsSender;
  kms(keys: Keys, region: string): KmsSender;
  /** Any other service, whose client is loaded by who needs it. @param service its signing name */
  of<T extends ServiceClient>(service: string, Client: ClientClass<T>, keys: Keys, region: string): Pick<T, 'send'>;
  /** Closes the connections. */
  destroy(): void;
}

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

/** What all clients are made with. */
type CommonOptions = typeof asByDefault & {
  readonly endpoint: string;
  readonly region: string;
  readonly requestHandler: NodeHttpHandler;
  readonly httpAuthSchemeProvider: () => HttpAuthOption[];
  readonly httpAuthSchemes: HttpAuthScheme[];
  readonly maxAttempts: number;
};

/** Whose call a command is; a client is shared by all who call a service in the same way. */
const callers = new WeakMap<object, Keys>();

/** The command that a middleware of the SDK handles. */
const commandOf = (context: HandlerExecutionContext): object =>
  context['__smithy_context']?.['commandInstance'] as object;

/** Signs each call with the keys of whoever makes it, as the SDK does with those of a client's one caller. */
function signedByCaller(
  service: string,
  region: string,
  sha256: () => HashConstructor,
): Pick<CommonOptions, 'httpAuthSchemeProvider' | 'httpAuthSchemes'> {
  const schemeId = 'crossbucket#caller';
  const signatures = new WeakMap<Keys, SignatureV4>();
  const signatureFor = (credentials: Keys): SignatureV4 => {
    let signature = signatures.get(credentials);
    if (!signature) {
      // S3 alone signs the path as it is sent.
      const uriEscapePath = service !== 's3';
      signature = new SignatureV4({ credentials, service, region, sha256: sha256(), uriEscapePath });
      signatures.set(credentials, signature);
    }
    return signature;
  };
  const sign: HttpAuthScheme['signer']['sign'] = async (request, _identity, { context }) => {
    const keys = callers.get(commandOf(context as HandlerExecutionContext));
    return keys ? ((await signatureFor(keys).sign(request)) as typeof request) : request;
  };
  return {
    httpAuthSchemeProvider: () => [
      { schemeId, propertiesExtractor: (_config, context) => ({ signingProperties: { context } }) },
    ],
    httpAuthSchemes: [{ schemeId, identityProvider: () => () => Promise.resolve({}), signer: { sign } }],
  };
}

/** What prepares each call for a log that nobody keeps, and adds headers that decide over nothing. */
const withoutUse = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware', 'retryMiddleware'];

/**
 * Takes off a client what costs as much as signing does. The SDK copies its configuration four times in a call, which goes
 * six times as fast once it is a plain copy itself; and it finds the place of signing by that of trying again.
 */
function light<T extends ServiceClient>(client: T): T {
  for (const name of withoutUse) client.middlewareStack.remove(name);
  client.middlewareStack.add((next) => next, { name: 'retryMiddleware', step: 'finalizeRequest' });
  return Object.assign(client, { config: { ...client.config } });
}

/** A client as one caller has it. */
function asCaller<T extends { send: unknown }>(client: T, keys: Keys | undefined): Pick<T, 'send'> {
  const send = client.send as (command: object, ...rest: unknown[]) => unknown;
  return {
    send: (command: object, ...rest: unknown[]) => {
      if (keys) callers.set(command, keys);
      return send.call(client, command, ...rest);
    },
  };
}

/** Makes clients for an AWS; the one for the same kind of call and region is made once. */
export function clients(endpoints: Endpoints): Clients {
  const requestHandler = new NodeHttpHandler({
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 16 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 16, ca: endpoints.ca }),
  });
  const made = new Map<string, unknown>();
  const once = <T>(kind: string, region: string, make: () => T): T => {
    const id = `${kind} ${region}`;
    if (!made.has(id)) made.set(id, make());
    return made.get(id) as T;
  };
  const common = (region: string, signing: ReturnType<typeof signedByCaller>): CommonOptions => ({
    endpoint: endpoints.https,
    region,
    requestHandler,
    ...signing,
    // A refusal is what is asked for, and trying again would hide what is wrong.
    maxAttempts: 1,
    ...asByDefault,
  });
  const s3 = (region: string, secure: boolean) =>
    once(`s3 ${secure}`, region, () => {
      const endpoint = secure ? endpoints.https : endpoints.http;
      const options = {
        ...common(
          region,
          signedByCaller('s3', region, () => client.config.sha256),
        ),
        ...s3ByDefault,
      };
      const client: S3Client = light(new S3Client({ ...options, endpoint, forcePathStyle: true }));
      return client;
    });
  const of: Clients['of'] = <T extends ServiceClient>(
    service: string,
    Client: ClientClass<T>,
    keys: Keys,
    region: string,
  ) => {
    const client = once(service, region, () => {
      const made: T = light(
        new Client(
          common(
            region,
            signedByCaller(service, region, () => made.config.sha256),
          ),
        ),
      );
      return made;
    });
    return asCaller(client, keys);
  };
  return {
    s3: (keys, region, secure = true) => asCaller(s3(region, secure), keys),
    sts: (keys, region) => of('sts', STSClient, keys, region),
    kms: (keys, region) => of('kms', KMSClient, keys, region),
    of,
    destroy: () => requestHandler.destroy(),
  };
}
