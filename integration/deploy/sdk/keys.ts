import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  type GrantOperation,
} from '@aws-sdk/client-kms';
import type { Key, KeyGrant } from '../../../access/world/key';
import { showPrincipal } from '../../../access/world/principal-ids';
import type { Account, KeyAlias } from '../../../access/world/world';
import type { KmsSender } from '../../probe/clients';
import { withKeys } from './key-arns';
import type { Removal } from './made';
import type { Setup } from './setup';

/** The fewest that KMS takes. */
const daysUntilDeletion = 7;

/**
 * Makes a key that its account's root alone may use before {@link settleKey}, and notes its ARN. Taken away, it is pending
 * deletion: KMS deletes none at once.
 */
export async function makeKey({ made, kms: kmsOf, keyArns }: Setup, _: Account, key: Key): Promise<void> {
  const kms = kmsOf(key.account, key.region);
  const Tags = [...key.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const create = () => kms.send(new CreateKeyCommand({ Description: key.description, Tags }));
  const { KeyMetadata } = await made.make(`key ${key.arn}`, create, (answer) =>
    [answer?.KeyMetadata?.KeyId].flatMap((id) => (id === undefined ? [] : [() => scheduleDeletion(kms, id)])),
  );
  keyArns.set(key.arn, KeyMetadata!.Arn!);
}

/** Has a key deleted as soon as KMS does it. */
export function scheduleDeletion(kms: KmsSender, KeyId: string): Promise<unknown> {
  return kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: daysUntilDeletion }));
}

/** Gives a key its rotation, grants, policy and state: whoever they name has to exist. */
export async function settleKey(setup: Setup, _: Account, key: Key): Promise<void> {
  const KeyId = setup.keyArns.get(key.arn)!;
  const kms = setup.kms(key.account, key.region);
  if (key.rotationEnabled) {
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: key.rotationPeriodInDays }));
  }
  for (const grant of key.grants.values()) await makeGrant(setup, key, grant);
  // A world may hold a policy that locks its owner out, too.
  const policy = {
    KeyId,
    PolicyName: 'default',
    Policy: setup.document(key.policy),
    BypassPolicyLockoutSafetyCheck: true,
  };
  await kms.send(new PutKeyPolicyCommand(policy));
  if (key.state === 'Disabled') await kms.send(new DisableKeyCommand({ KeyId }));
}

async function makeGrant({ world, kms, keyArns }: Setup, key: Key, grant: KeyGrant): Promise<void> {
  const { granteePrincipal, retiringPrincipal, operations, name, issuingAccount = key.account } = grant;
  const { encryptionContextEquals, encryptionContextSubset } = grant;
  const constraints = {
    ...(encryptionContextEquals && { EncryptionContextEquals: { ...encryptionContextEquals } }),
    ...(encryptionContextSubset && { EncryptionContextSubset: { ...encryptionContextSubset } }),
  };
  await kms(issuingAccount, key.region).send(
    new CreateGrantCommand({
      KeyId: keyArns.get(key.arn),
      GranteePrincipal: showPrincipal(world, granteePrincipal),
      RetiringPrincipal: retiringPrincipal && showPrincipal(world, retiringPrincipal),
      Operations: [...operations] as GrantOperation[],
      Name: name,
      ...(Object.keys(constraints).length > 0 && { Constraints: constraints }),
    }),
  );
}

/** Makes an alias of a key that is there. */
export async function makeAlias(setup: Setup, account: Account, alias: KeyAlias): Promise<void> {
  const kms = setup.kms(account.id, alias.region);
  const input = { AliasName: alias.name, TargetKeyId: withKeys(alias.targetKeyArn, setup.keyArns) };
  await setup.made.make(
    `alias ${alias.arn}`,
    () => kms.send(new CreateAliasCommand(input)),
    () => aliasRemovals(setup, account, alias),
  );
}

/** What takes an alias away; its key stays. */
export function aliasRemovals({ kms }: Setup, { id }: Account, { name: AliasName, region }: KeyAlias): Removal[] {
  return [() => kms(id, region).send(new DeleteAliasCommand({ AliasName }))];
}
