import { HeadObjectCommand, NotFound, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Check } from '../../contract/check';
import type { Grant } from '../../contract/pair';
import type { Answer } from '../targets/target';
import { operationOf, requestOf } from '../probe/action-request';
import { callerOf, type DeployedPair } from './deployed-pair';

/** What was found of a role and an action. */
export interface RoleAnswer {
  /** What the engine says of the call, and the explanation. */
  readonly engine: Answer;
  /** What the target answered to the real call. */
  readonly target: Answer;
}

/** Makes the real call of an action with the session of a grant, and asks the engine of the same. */
export async function askRole(
  deployed: DeployedPair,
  grant: Grant,
  action: string,
  key: string | undefined,
): Promise<RoleAnswer> {
  const { pair } = deployed;
  const { ofObject, ofVersion } = operationOf(action);
  const request = requestOf(pair, action, key);
  const versionId = ofObject ? await ensureObject(deployed, key!) : undefined;
  const check: Check = {
    id: `${grant.id}/${action}(${key ?? ''})/both`,
    grant: grant.id,
    half: 'both',
    expect: 'deny',
    actor: callerOf(grant),
    request: ofVersion ? requestOf(pair, action, key, versionId) : request,
    title: [action, key].join(' '),
  };
  const engine = deployed.decide(check);
  const expect = engine.outcome === 'allow' ? 'allow' : 'deny';
  return { engine, target: await deployed.call({ ...check, expect }, engine) };
}

/**
 * Puts an object where none is, as the owner of the bucket.
 *
 * @returns the id of its version; undefined where the bucket has none
 */
async function ensureObject({ pair, sdk, setupKeys }: DeployedPair, Key: string): Promise<string | undefined> {
  const { account, bucket: Bucket, region } = pair.producer;
  const owner = sdk.s3(setupKeys(account), region);
  try {
    return (await owner.send(new HeadObjectCommand({ Bucket, Key }))).VersionId;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
  return (await owner.send(new PutObjectCommand({ Bucket, Key, Body: 'crossbucket fixture\n' }))).VersionId;
}
