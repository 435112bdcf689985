import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { STS, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Agent } from 'node:https';
import type { StartedAws } from '../../emulator/started-aws';

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
  readonly sts: STS;
  readonly iam: IAM;
  readonly kms: KMS;
}

/** What any of the SDK's clients is made with: each call is sent once. */
export function clientOptions(emulator: StartedAws, who: AnyCredentials, region = 'us-east-1') {
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

/** What sends a client's calls over TLS instead. */
export function secureOptions(emulator: StartedAws) {
  return {
    endpoint: emulator.endpoint,
    requestHandler: new NodeHttpHandler({ httpsAgent: new Agent({ keepAlive: true, ca: emulator.ca }) }),
  };
}

/** The real SDK's clients for one caller. @param secure over TLS. @default false */
export function clientsFor(emulator: StartedAws, who: AnyCredentials, region = 'us-east-1', secure = false): Clients {
  const options = { ...clientOptions(emulator, who, region), ...(secure && secureOptions(emulator)) };
  return { sts: new STS(options), iam: new IAM(options), kms: new KMS(options) };
}

/** Clients of an account's root. */
export const rootOf = (emulator: StartedAws, account: string): Clients =>
  clientsFor(emulator, emulator.rootCredentials(account));

/** Makes a user with a key and, if statements are given, one inline policy. @returns the key */
export async function makeUser(
  emulator: StartedAws,
  account: string,
  name: string,
  ...statements: object[]
): Promise<AnyCredentials> {
  const { iam } = rootOf(emulator, account);
  await iam.createUser({ UserName: name });
  if (statements.length > 0) {
    await iam.putUserPolicy({ UserName: name, PolicyName: 'inline', PolicyDocument: policy(...statements) });
  }
  return (await iam.createAccessKey({ UserName: name })).AccessKey!;
}

/** Makes a role and, if statements are given, its one inline policy. @returns its ARN */
export async function makeRole(
  emulator: StartedAws,
  account: string,
  name: string,
  trustPolicy: string,
  ...statements: object[]
): Promise<string> {
  const { iam } = rootOf(emulator, account);
  const { Role } = await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: trustPolicy });
  if (statements.length > 0) {
    await iam.putRolePolicy({ RoleName: name, PolicyName: 'inline', PolicyDocument: policy(...statements) });
  }
  return Role!.Arn!;
}

/** AssumeRole. @returns the session's credentials */
export async function assume(
  emulator: StartedAws,
  who: AnyCredentials,
  RoleArn: string,
  more: Partial<AssumeRoleCommandInput> = {},
): Promise<AnyCredentials> {
  const { sts } = clientsFor(emulator, who);
  return (await sts.assumeRole({ RoleArn, RoleSessionName: 'session', ...more })).Credentials!;
}

/** The name, status and message of the error that a call ends with. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('the call was allowed');
}

/** A policy document's text. */
export const policy = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A statement that allows actions. */
export const may = (Action: string | string[], Resource: string | string[] = '*', Condition?: object): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** A statement that denies them. */
export const mayNot = (Action: string | string[], Resource: string | string[] = '*', Condition?: object): object => ({
  ...may(Action, Resource, Condition),
  Effect: 'Deny',
});

/** A trust policy's text. */
export const trust = (principal: object, condition?: object, action: string | string[] = 'sts:AssumeRole'): string =>
  policy({ Effect: 'Allow', Principal: principal, Action: action, ...(condition && { Condition: condition }) });
