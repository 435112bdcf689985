import { S3_OPERATIONS } from '../../access/services/s3/operations';
import type { S3OperationRow } from '../../access/services/s3/operation-row';
import { bucketArn } from '../../contract/arns';
import type { CheckRequest } from '../../contract/check';
import { dataKeyReference } from '../../contract/data-key';
import { didYouMean } from '../../contract/nearest';
import type { Pair } from '../../contract/pair';

/** An action of which no real call can be made here; the message lists those of which one can. */
export class ActionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ActionError';
  }
}

/** The operation by which an action is asked for. */
export interface ActionOperation {
  readonly service: 's3' | 'kms';
  readonly operation: string;
  readonly on: 'service' | 'bucket' | 'object' | 'key';
  /** Whether it is about an object that has to be there: of a missing one, S3 answers otherwise (R-S3-404). */
  readonly ofObject: boolean;
  /** Whether it is about a version that the request names. */
  readonly ofVersion?: true;
  /** The parameters that mark it. */
  readonly query: Readonly<Record<string, string>>;
}

/** Where several operations need one action and none has its name: the one that most people mean. */
const preferred: Readonly<Record<string, string>> = { ListBucket: 'ListObjectsV2' };
/** Operations with a body that the probe knows to write; those without one need nothing. */
const withBody: ReadonlySet<string> = new Set([
  'PutBucketAcl',
  'PutBucketPolicy',
  'PutBucketVersioning',
  'PutObject',
  'PutObjectAcl',
  'PutObjectTagging',
]);
const kmsOperations = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey'] as const;

/** Every action that a caller can be asked about, in the order of the operations' table. */
const operations: ReadonlyMap<string, ActionOperation> = new Map([
  ...s3Operations(),
  ...kmsOperations.map((operation): [string, ActionOperation] => [
    `kms:${operation}`,
    { service: 'kms', operation, on: 'key', ofObject: false, query: {} },
  ]),
]);

function s3Operations(): Map<string, ActionOperation> {
  const found = new Map<string, ActionOperation>();
  for (const [operation, row] of Object.entries(S3_OPERATIONS) as [string, S3OperationRow][]) {
    if (!isSendable(operation, row)) continue;
    const query = Object.fromEntries((row.query ?? []).map(parameterOf));
    const ofObject = row.takes?.includes('versionId') ?? false;
    const add = (action: string, more: Partial<ActionOperation> = {}) => {
      const isBest = operation === action || operation === preferred[action];
      if (found.has(`s3:${action}`) && !isBest) return;
      found.set(`s3:${action}`, { service: 's3', operation, on: row.on, ofObject, query, ...more });
    };
    const [action] = row.actions;
    const [versionAction] = row.versionActions ?? [];
    add(action!);
    if (versionAction !== undefined && versionAction !== action) add(versionAction, { ofVersion: true });
  }
  return found;
}

/** A parameter that marks an operation. S3 decides about an upload that is not there just the same, and then looks for it. */
function parameterOf(mark: string): [name: string, value: string] {
  const [name, value = ''] = mark.split('=');
  return [name!.toLowerCase(), name === 'uploadId' ? 'crossbucket' : value];
}

/** Whether its answer says something of one action, and the probe can send it. */
function isSendable(operation: string, { method, actions, query = [], header }: S3OperationRow): boolean {
  if (actions.length !== 1 || actions[0]!.includes(':') || header || query.includes('id')) return false;
  return withBody.has(operation) || (method !== 'PUT' && method !== 'POST');
}

/**
 * The operation by which a caller is asked whether it is able to do an action.
 *
 * @throws ActionError when no operation needs that action alone, or none that can be sent here
 */
export function operationOf(action: string): ActionOperation {
  const operation = operations.get(action);
  if (operation) return operation;
  const known = [...operations.keys()];
  throw new ActionError(
    `no call asks for ${JSON.stringify(action)} alone; ${didYouMean(action, known, 'name one of these')} ` +
      `possible: ${known.join(', ')}`,
  );
}

/**
 * The request that asks for an action on a pair's bucket, on an object in it, or on its data key.
 *
 * @param key the object's key; of a listing its prefix
 * @param versionId for actions on a version
 * @throws ActionError for an action that cannot be asked for, and for a key that is missing or too many
 */
export function requestOf(pair: Pair, action: string, key?: string, versionId?: string): CheckRequest {
  const { service, operation, on, query } = operationOf(action);
  const { bucket, encryption } = pair.producer;
  if (on === 'object' && !key) {
    throw new ActionError(
      `${action} is asked of an object: give its key, as in toBeAbleTo('${action}', 'reports/a.csv')`,
    );
  }
  if (service === 'kms') {
    if (key !== undefined)
      throw new ActionError(`${action} is asked of the pair's data key: leave ${JSON.stringify(key)} out`);
    if (encryption !== 'kms') {
      throw new ActionError(
        `${action} is asked of the pair's data key, and ${pair.name} has none: S3 encrypts its bucket`,
      );
    }
    const encryptionContext = { 'aws:s3:arn': bucketArn(pair.partition, bucket) };
    return { service, operation, keyArn: dataKeyReference(pair), encryptionContext };
  }
  if (on === 'service') return { service, operation, query, headers: {} };
  if (on === 'object') {
    const version = versionId !== undefined && { versionid: versionId };
    return { service, operation, bucket, key: key!, query: { ...query, ...version }, headers: {} };
  }
  const lists = (S3_OPERATIONS as Readonly<Record<string, S3OperationRow>>)[operation]?.lists;
  if (key !== undefined && !lists) {
    throw new ActionError(`${action} is asked of the bucket as a whole: leave ${JSON.stringify(key)} out`);
  }
  return { service, operation, bucket, query: { ...query, ...(key !== undefined && { prefix: key }) }, headers: {} };
}
