import type { Rule } from './rule';
import { aclEnforced } from './rules/acl-enforced';
import { actionOnNoResource } from './rules/action-on-no-resource';
import { actionOutOfPlace } from './rules/action-out-of-place';
import { allowNotAction } from './rules/allow-not-action';
import { allowNotResource } from './rules/allow-not-resource';
import { andedTransport } from './rules/anded-transport';
import { bucketKeyContext } from './rules/bucket-key-context';
import { bucketWildcard } from './rules/bucket-wildcard';
import { denyNotPrincipal } from './rules/deny-not-principal';
import { duplicateSid } from './rules/duplicate-sid';
import { emptyCondition } from './rules/empty-condition';
import { encryptionHeaderDeny } from './rules/encryption-header-deny';
import { externalIdMissing } from './rules/external-id-missing';
import { federatedWithoutCondition } from './rules/federated-without-condition';
import { forAllValuesAllow } from './rules/for-all-values-allow';
import { fullServiceAccess } from './rules/full-service-access';
import { ifExistsAllow } from './rules/if-exists-allow';
import { keyOfNoAction } from './rules/key-of-no-action';
import { keyUseWithoutDecrypt } from './rules/key-use-without-decrypt';
import { listWithoutSet } from './rules/list-without-set';
import { oldVersion } from './rules/old-version';
import { openPrincipal } from './rules/open-principal';
import { operatorType } from './rules/operator-type';
import { orgDeny } from './rules/org-deny';
import { otherPartition } from './rules/other-partition';
import { passRoleAny } from './rules/pass-role-any';
import { prefixWithoutSlash } from './rules/prefix-without-slash';
import { principalId } from './rules/principal-id';
import { privateSourceIp } from './rules/private-source-ip';
import { readWithoutList } from './rules/read-without-list';
import { redundantAction } from './rules/redundant-action';
import { redundantResource } from './rules/redundant-resource';
import { redundantStatement } from './rules/redundant-statement';
import { resourceWithoutSlash } from './rules/resource-without-slash';
import { s3ArnWithAccount } from './rules/s3-arn-with-account';
import { sameKeyTwice } from './rules/same-key-twice';
import { serviceWithoutSource } from './rules/service-without-source';
import { sessionInPrincipalArn } from './rules/session-in-principal-arn';
import { sessionPrincipal } from './rules/session-principal';
import { setOnSingleValue } from './rules/set-on-single-value';
import { sourceIpDeny } from './rules/source-ip-deny';
import { ssoRolePath } from './rules/sso-role-path';
import { unknownAction } from './rules/unknown-action';
import { unknownKey } from './rules/unknown-key';
import { valueForm } from './rules/value-form';
import { variablesWithoutVersion } from './rules/variables-without-version';
import { vpceDeny } from './rules/vpce-deny';
import { wholeAccount } from './rules/whole-account';
import { wildcardWithoutLike } from './rules/wildcard-without-like';

/** Every rule, one a file. */
export const RULES: readonly Rule[] = [
  aclEnforced,
  actionOnNoResource,
  actionOutOfPlace,
  allowNotAction,
  allowNotResource,
  andedTransport,
  bucketKeyContext,
  bucketWildcard,
  denyNotPrincipal,
  duplicateSid,
  emptyCondition,
  encryptionHeaderDeny,
  externalIdMissing,
  federatedWithoutCondition,
  forAllValuesAllow,
  fullServiceAccess,
  ifExistsAllow,
  keyOfNoAction,
  keyUseWithoutDecrypt,
  listWithoutSet,
  oldVersion,
  openPrincipal,
  operatorType,
  orgDeny,
  otherPartition,
  passRoleAny,
  prefixWithoutSlash,
  principalId,
  privateSourceIp,
  readWithoutList,
  redundantAction,
  redundantResource,
  redundantStatement,
  resourceWithoutSlash,
  s3ArnWithAccount,
  sameKeyTwice,
  serviceWithoutSource,
  sessionInPrincipalArn,
  sessionPrincipal,
  setOnSingleValue,
  sourceIpDeny,
  ssoRolePath,
  unknownAction,
  unknownKey,
  valueForm,
  variablesWithoutVersion,
  vpceDeny,
  wholeAccount,
  wildcardWithoutLike,
];
