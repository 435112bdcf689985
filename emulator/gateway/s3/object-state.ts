import type { Caller } from '../../../access/caller';
import type { EncryptionState, ObjectState } from '../../../access/services/s3/object-state';
import { parseArn } from '../../../access/world/arn';
import type { Bucket } from '../../../access/world/bucket';
import { snapshot } from '../../../access/world/snapshot';
import type { World } from '../../../access/world/world';
import { AwsError } from '../../http/exchange';
import type { Gateway } from '../gateway';
import { askKms, UpstreamRefusal } from '../kms/cryptography';
import { anyXml, tagsOf } from '../read-upstream/reader';
import type { UpstreamAnswer } from '../upstream/answer';
import { pathOf } from './forward';

/** An object by its name. */
export interface ObjectName {
  readonly bucket: Bucket;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** The headers that tell the key of SSE-C, without which the backend says nothing of such an object. */
const CUSTOMER_KEY = /^x-amz-server-side-encryption-customer-/;

/**
 * Asks the backend what a decision has to know of an object.
 *
 * @param headers of the request, for an SSE-C key
 * @param withTags whether its tags are needed whatever policies say
 * @throws AwsError ServiceUnavailable (503)
 */
export async function askObjectState(
  gateway: Gateway,
  name: ObjectName,
  caller: Caller,
  headers: Readonly<Record<string, string>> = {},
  withTags = false,
): Promise<ObjectState> {
  const { bucket, key, versionId } = name;
  const answer = await gateway.upstream.send({
    service: 's3',
    account: bucket.account,
    region: bucket.region,
    method: 'HEAD',
    path: pathOf(bucket.name, key),
    parameters: versionId === undefined ? [] : [['versionId', versionId]],
    headers: Object.fromEntries(Object.entries(headers).filter(([header]) => CUSTOMER_KEY.test(header))),
  });
  answer.drop();
  const state = await stateTold(gateway, name, answer, caller, withTags);
  if (state) return state;
  throw new AwsError('ServiceUnavailable', 503, `The backend does not tell of ${key}: it answered ${answer.status}.`);
}

/**
 * What an answer to GetObject or HeadObject tells of the object.
 *
 * @returns undefined for an answer that does not tell, such as 304
 */
export async function stateTold(
  gateway: Gateway,
  name: ObjectName,
  answer: Pick<UpstreamAnswer, 'status' | 'headers'>,
  caller: Caller,
  withTags = false,
): Promise<ObjectState | undefined> {
  const { status, headers } = answer;
  if (status === 404) return { exists: false };
  // A delete marker by its id.
  if (status === 405) return { exists: true };
  // An SSE-C object without its key.
  if (status === 400) return { exists: true, encryption: { algorithm: 'SSE-C', bucketKeyEnabled: false } };
  if (status !== 200 && status !== 206) return undefined;
  const { bucket, key } = name;
  const versionId = headers['x-amz-version-id'];
  const note = gateway.notes.of(bucket, key, versionId);
  const tags =
    withTags || mentionsObjectTags(gateway.state.world, caller)
      ? await askTags(gateway, { ...name, versionId: name.versionId })
      : undefined;
  return {
    exists: true,
    ...(versionId !== undefined && { versionId }),
    ...(tags && { tags }),
    encryption: note?.encryption ?? (await encryptionTold(gateway, bucket, headers)),
    ...(note?.ownerAccount !== undefined && { ownerAccount: note.ownerAccount }),
  };
}

async function encryptionTold(
  gateway: Gateway,
  bucket: Bucket,
  headers: Readonly<Record<string, string>>,
): Promise<EncryptionState> {
  if (headers['x-amz-server-side-encryption-customer-algorithm'] !== undefined) {
    return { algorithm: 'SSE-C', bucketKeyEnabled: false };
  }
  const algorithm = headers['x-amz-server-side-encryption'];
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return { algorithm: 'AES256', bucketKeyEnabled: false };
  const keyArn = await keyTold(gateway, bucket, headers['x-amz-server-side-encryption-aws-kms-key-id']);
  const bucketKeyEnabled = headers['x-amz-server-side-encryption-bucket-key-enabled'] === 'true';
  return { algorithm, keyArn, bucketKeyEnabled };
}

/** The ARN that a backend tells; that of the managed key is the one of its alias, as the engine knows it (R-KMS-5). */
async function keyTold(gateway: Gateway, bucket: Bucket, told: string | undefined): Promise<string> {
  const { account, region } = bucket;
  const partition = gateway.state.world.accounts.get(account)?.partition ?? 'aws';
  const own = `arn:${partition}:kms:${region}:${account}:`;
  if (told === undefined) return `${own}alias/aws/s3`;
  const keyArn = told.startsWith('arn:') ? told : `${own}key/${told}`;
  const arn = parseArn(keyArn)!;
  await gateway.known.ensure(arn.account, arn.region);
  if (gateway.state.world.accounts.get(arn.account)?.keys.has(keyArn)) return keyArn;
  return (await isAwsManaged(gateway, keyArn)) ? keyArn.replace(/:key\/.*$/, ':alias/aws/s3') : keyArn;
}

async function isAwsManaged(gateway: Gateway, keyArn: string): Promise<boolean> {
  let is = gateway.managedKeys.get(keyArn);
  if (is === undefined) gateway.managedKeys.set(keyArn, (is = await describedAsManaged(gateway, keyArn)));
  return is;
}

async function describedAsManaged({ upstream }: Gateway, keyArn: string): Promise<boolean> {
  if (keyArn.endsWith(':alias/aws/s3')) return true;
  try {
    const described = await askKms(upstream, 'DescribeKey', parseArn(keyArn)!, { KeyId: keyArn });
    return (described.KeyMetadata as { KeyManager?: string } | undefined)?.KeyManager === 'AWS';
  } catch (error) {
    if (!(error instanceof UpstreamRefusal)) throw error;
    error.answer.drop();
    return false;
  }
}

async function askTags({ upstream }: Gateway, { bucket, key, versionId }: ObjectName): Promise<Record<string, string>> {
  const answer = await upstream.send({
    service: 's3',
    account: bucket.account,
    region: bucket.region,
    method: 'GET',
    path: pathOf(bucket.name, key),
    parameters: [['tagging', ''], ...(versionId === undefined ? [] : [['versionId', versionId] as const])],
  });
  const text = await answer.text();
  if (answer.status === 404) return {};
  if (!answer.succeeded) {
    throw new AwsError('ServiceUnavailable', 503, `The backend does not tell the tags of ${key}: ${text}`);
  }
  return tagsOf(anyXml(text).child('TagSet')?.children('Tag') ?? []);
}

const mentions = new WeakMap<object, boolean>();

/** Whether any policy that may bear on a call has a condition on tags of objects; where none has, they need not be asked. */
function mentionsObjectTags(world: World, caller: Caller): boolean {
  const ofSession = 'sessionPolicies' in caller ? caller.sessionPolicies : undefined;
  return mentionedIn(world, snapshot) || (ofSession !== undefined && mentionedIn(ofSession, (policies) => policies));
}

function mentionedIn<T extends object>(part: T, plain: (part: T) => unknown): boolean {
  let is = mentions.get(part);
  if (is === undefined) mentions.set(part, (is = /existingobjecttag/i.test(JSON.stringify(plain(part)))));
  return is;
}
