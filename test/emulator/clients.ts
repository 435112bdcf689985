import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import type { StartedEmulator } from '../../emulator/index';

/** Credentials as the SDK takes and gives them; STS's answer leaves its members optional. */
export interface AnyCredentials {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}

export interface Clients {
  readonly sts: STSClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
}

/** What any of the SDK's clients is made with: each call is sent once. */
export function clientOptions(emulator: StartedEmulator, who: AnyCredentials, region = 'us-east-1') {
  const token = who.sessionToken ?? who.SessionToken;
  return {
    endpoint: emulator.httpEndpoint,
    region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: (who.accessKeyId ?? who.AccessKeyId)!,
      secretAccessKey: (who.secretAccessKey ?? who.SecretAccessKey)!,
      ...(token !== undefined && { sessionToken: token }),
    },
  };
}

/** The real SDK's clients for one caller. */
export function clientsFor(emulator: StartedEmulator, who: AnyCredentials, region = 'us-east-1'): Clients {
  const options = clientOptions(emulator, who, region);
  return { sts: new STSClient(options), iam: new IAMClient(options), kms: new KMSClient(options) };
}

/** Makes a user with a key and, if statements are given, one inline policy. @returns the key */
export async function makeUser(
  emulator: StartedEmulator,
  account: string,
  name: string,
  ...statements: object[]
): Promise<AnyCredentials> {
  const { iam } = clientsFor(emulator, emulator.rootCredentials(account));
  await iam.send(new CreateUserCommand({ UserName: name }));
  if (statements.length > 0) {
    const document = policy(...statements);
    await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'inline', PolicyDocument: document }));
  }
  return (await iam.send(new CreateAccessKeyCommand({ UserName: name }))).AccessKey!;
}

/** The name, status and message of the error that a call ends with. */
export async function failure(call: Promise<unknown>): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('the call was allowed');
}

/** A policy document's text. */
export const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A trust policy's text. */
export const trust = (principal: object, condition?: object, action: string | string[] = 'sts:AssumeRole'): string =>
  policy({ Effect: 'Allow', Principal: principal, Action: action, ...(condition && { Condition: condition }) });
