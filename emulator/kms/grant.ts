import { PolicyError } from '../../access/policy/errors';
import { parseArn } from '../../access/world/arn';
import type { Key } from '../../access/world/key';
import { bindPrincipal } from '../../access/world/principal-ids';
import type { World } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import type { Members } from '../http/json-protocol';
import { endDryRun } from './dry-run';

/** Accounts, users, roles, their sessions and federated users, each by its ARN. */
const PRINCIPAL =
  /^arn:[a-z-]+:(iam::\d{12}:(root|user\/[\w+=,.@/-]+|role\/[\w+=,.@/-]+)|sts::\d{12}:(assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+))$/;

/**
 * Binds the principal of a grant to its unique id, as a key policy's would be (R-PR-ID).
 *
 * @throws AwsError InvalidArnException when it is no principal's ARN, or does not exist
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
export function grantPrincipal(world: World, arn: string): string {
  try {
    if (PRINCIPAL.test(arn)) return bindPrincipal(world, arn, 'key');
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
  }
  throw new AwsError('InvalidArnException', 400, `ARN does not refer to a valid principal: ${arn}`);
}

/** The root of an account, in the partition of a key. @default the key's own account */
export function rootOf(key: Key, account = key.account): string {
  return `arn:${parseArn(key.arn)!.partition}:iam::${account}:root`;
}

/** Ends a grant. @throws AwsError NotFoundException */
export function removeGrant(key: Key, id: string, members: Members): void {
  if (!key.grants.has(id)) throw new AwsError('NotFoundException', 400, `Grant ID ${id} not found`);
  endDryRun(members);
  key.grants.delete(id);
}

/** The token by which RetireGrant knows a grant. It carries no permission: grants here hold at once. */
export function grantToken(key: Pick<Key, 'arn'>, id: string): string {
  return Buffer.from(JSON.stringify([key.arn, id])).toString('base64');
}

/** What {@link grantToken} wrote. @throws AwsError InvalidGrantTokenException */
export function readGrantToken(token: string): readonly [keyArn: string, id: string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    if (Array.isArray(parsed) && parsed.length === 2 && parsed.every((part) => typeof part === 'string')) {
      return parsed as [string, string];
    }
  } catch {
    // Falls through: no token of ours.
  }
  throw new AwsError('InvalidGrantTokenException', 400, 'Invalid grant token');
}
