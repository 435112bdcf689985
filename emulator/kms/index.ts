import { jsonService } from '../http/json-protocol';
import { createAlias, deleteAlias, listAliases, updateAlias } from './operations/aliases';
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  putKeyPolicy,
  scheduleKeyDeletion,
  tagResource,
  untagResource,
  updateKeyDescription,
} from './operations/change';
import { createKey } from './operations/create-key';
import {
  decrypt,
  encrypt,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  generateRandom,
  reEncrypt,
} from './operations/cryptography';
import { describeKey, getKeyPolicy, listKeyPolicies, listKeys, listResourceTags } from './operations/describe';
import { createGrant, listGrants, revokeGrant } from './operations/grants';
import { retireGrant } from './operations/retire-grant';
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus } from './operations/rotation';

/**
 * Key Management Service: symmetric keys, their policies, aliases and grants.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/
 */
export const kms = jsonService('TrentService.', {
  CancelKeyDeletion: cancelKeyDeletion,
  CreateAlias: createAlias,
  CreateGrant: createGrant,
  CreateKey: createKey,
  Decrypt: decrypt,
  DeleteAlias: deleteAlias,
  DescribeKey: describeKey,
  DisableKey: disableKey,
  DisableKeyRotation: disableKeyRotation,
  EnableKey: enableKey,
  EnableKeyRotation: enableKeyRotation,
  Encrypt: encrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  GenerateRandom: generateRandom,
  GetKeyPolicy: getKeyPolicy,
  GetKeyRotationStatus: getKeyRotationStatus,
  ListAliases: listAliases,
  ListGrants: listGrants,
  ListKeyPolicies: listKeyPolicies,
  ListKeys: listKeys,
  ListResourceTags: listResourceTags,
  PutKeyPolicy: putKeyPolicy,
  ReEncrypt: reEncrypt,
  RetireGrant: retireGrant,
  RevokeGrant: revokeGrant,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateKeyDescription: updateKeyDescription,
});
