import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, EncryptCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type PublicAccessBlockConfiguration,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { randomBytes } from 'node:crypto';
import type { Statement } from '../../access/policy/document';
import type { StartedBackend } from '../backends/backend';
import type { Clients, Keys } from '../probe/clients';
import { iam } from '../probe/iam';
import { documentOf } from './statements';
import { Undo } from '../undo';

/** Where buckets are made without being told where. */
export const region = 'us-east-1';

/** The account that has what the canaries use, and another one. */
export const owner = '700000000001';
export const stranger = '700000000002';

/** The account of an organization. */
export const member = '700000000003';

/** A user with an access key that IAM made. */
export interface CanaryUser {
  readonly arn: string;
  readonly keys: Keys;
}

/**
 * Where one canary sets up what it needs, through a backend's API and as the root of an account. Names are of this run
 * alone; what was made is taken away by {@link clear}, also where the answer to its making failed.
 */
export class Stage {
  private readonly undo = new Undo();
  private readonly run = randomBytes(5).toString('hex');
  private made = 0;

  constructor(
    readonly backend: StartedBackend,
    private readonly sdk: Clients,
    private readonly signal?: AbortSignal,
  ) {}

  /** A bucket of {@link owner} that no policy opens and nothing blocks. @param keys its objects. @returns its name */
  async bucket(...keys: string[]): Promise<string> {
    const Bucket = this.name();
    const s3 = this.s3();
    this.undo.add(`bucket ${Bucket}`, () => s3.send(new DeleteBucketCommand({ Bucket })));
    await s3.send(new CreateBucketCommand({ Bucket }));
    await this.blockPublicAccess(Bucket, {});
    for (const key of keys) await this.put(Bucket, key);
    return Bucket;
  }

  /** Puts an object. @param keys whose call it is. @default the owner's root */
  async put(Bucket: string, Key: string, keys?: Keys, more: Partial<PutObjectCommandInput> = {}): Promise<void> {
    await this.s3(keys).send(new PutObjectCommand({ Bucket, Key, Body: 'crossbucket canary\n', ...more }));
    this.undo.add(`object ${Bucket}/${Key}`, () => this.s3().send(new DeleteObjectCommand({ Bucket, Key })));
  }

  /** Sets the policy of a bucket. @param keys whose call it is. @default the owner's root */
  putBucketPolicy(Bucket: string, statements: readonly Statement[], keys?: Keys): Promise<unknown> {
    return this.s3(keys).send(new PutBucketPolicyCommand({ Bucket, Policy: documentOf(statements) }));
  }

  /** Sets a bucket's block of public access. @param settings what is not named is off */
  async blockPublicAccess(Bucket: string, settings: PublicAccessBlockConfiguration): Promise<void> {
    const none = {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    const PublicAccessBlockConfiguration = { ...none, ...settings };
    await this.s3().send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  }

  /** A user with an access key. @param statements of its one inline policy; none = no policy */
  async user(account: string, statements: readonly Statement[] = [], boundary?: string): Promise<CanaryUser> {
    const UserName = this.name();
    const iam = this.iam(account);
    this.undo.add(`user ${UserName}`, () => iam.send(new DeleteUserCommand({ UserName })));
    const { User } = await iam.send(new CreateUserCommand({ UserName, PermissionsBoundary: boundary }));
    if (statements.length) {
      const policy = { UserName, PolicyName: 'canary' };
      await iam.send(new PutUserPolicyCommand({ ...policy, PolicyDocument: documentOf(statements) }));
      this.undo.add(`the policy of ${UserName}`, () => iam.send(new DeleteUserPolicyCommand(policy)));
    }
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = required(AccessKey, 'access key');
    const key = { UserName, AccessKeyId: accessKeyId };
    this.undo.add(`the access key of ${UserName}`, () => iam.send(new DeleteAccessKeyCommand(key)));
    return {
      arn: required(User?.Arn, 'ARN of a user'),
      keys: { accessKeyId: required(accessKeyId, 'id of a key'), secretAccessKey: required(secretAccessKey, 'secret') },
    };
  }

  /** A role of {@link owner}. @param statements of its one inline policy; none = no policy. @returns its ARN */
  async role(trust: Statement, statements: readonly Statement[] = []): Promise<string> {
    const RoleName = this.name();
    const iam = this.iam(owner);
    this.undo.add(`role ${RoleName}`, () => iam.send(new DeleteRoleCommand({ RoleName })));
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: documentOf([trust]) }));
    if (statements.length) {
      const policy = { RoleName, PolicyName: 'canary' };
      await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: documentOf(statements) }));
      this.undo.add(`the policy of ${RoleName}`, () => iam.send(new DeleteRolePolicyCommand(policy)));
    }
    return required(Role?.Arn, 'ARN of a role');
  }

  /** A managed policy of {@link owner}. @returns its ARN */
  async managedPolicy(statements: readonly Statement[]): Promise<string> {
    const iam = this.iam(owner);
    const PolicyDocument = documentOf(statements);
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: this.name(), PolicyDocument }));
    const PolicyArn = required(Policy?.Arn, 'ARN of a policy');
    this.undo.add(`policy ${PolicyArn}`, () => iam.send(new DeletePolicyCommand({ PolicyArn })));
    return PolicyArn;
  }

  /** Puts an account under a service control policy. */
  async organize(account: string, statements: readonly Statement[]): Promise<void> {
    const policy = { Version: '2012-10-17', Statement: statements } as const;
    const leave = await this.backend.organize!(account, policy);
    this.undo.add(`the organization of ${account}`, leave);
  }

  /** A KMS key of {@link owner}. @returns its ARN */
  async key(statements: readonly Statement[]): Promise<string> {
    const kms = this.sdk.kms(this.backend.setupKeys(owner), region);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: documentOf(statements) }));
    const KeyId = required(KeyMetadata?.Arn, 'ARN of a key');
    // AWS deletes none at once.
    this.undo.add(`key ${KeyId}`, () => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })));
    return KeyId;
  }

  /** AssumeRole. @returns the session's credentials */
  async assume(keys: Keys, RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}): Promise<Keys> {
    const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'canary', ...more });
    const { Credentials } = await this.sdk.sts(keys, region).send(command);
    const { AccessKeyId, SecretAccessKey, SessionToken } = required(Credentials, 'session');
    return {
      accessKeyId: required(AccessKeyId, 'id of a key'),
      secretAccessKey: required(SecretAccessKey, 'secret'),
      sessionToken: required(SessionToken, 'session token'),
    };
  }

  /** GetObject. @param keys absent = without a signature. @param secure whether over TLS. @default true */
  async read(keys: Keys | undefined, Bucket: string, Key: string, secure = true): Promise<void> {
    const { Body } = await this.sdk.s3(keys, region, secure).send(new GetObjectCommand({ Bucket, Key }));
    await Body?.transformToByteArray();
  }

  /** Encrypt. */
  encrypt(keys: Keys, KeyId: string): Promise<unknown> {
    return this.sdk.kms(keys, region).send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('crossbucket canary') }));
  }

  /** Takes away what was made, also after an abort. @returns what is left behind, in words */
  clear(): Promise<string[]> {
    return this.undo.all();
  }

  private s3(keys: Keys = this.backend.setupKeys(owner)) {
    return this.sdk.s3(keys, region);
  }

  private iam(account: string) {
    return iam(this.sdk, this.backend.setupKeys(account), region);
  }

  private name(): string {
    this.signal?.throwIfAborted();
    return `crossbucket-canary-${this.run}-${(this.made += 1)}`;
  }
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the backend answered with no ${what}`);
  return value;
}
