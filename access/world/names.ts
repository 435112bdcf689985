/**
 * Whether IAM takes a name: of letters, digits and `_+=,.@-`, without a path.
 *
 * @param longest 64 for roles and users, 128 for policies and instance profiles
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function isIamName(name: string, longest: 64 | 128): boolean {
  return /^[\w+=,.@-]+$/.test(name) && name.length <= longest;
}

/**
 * Whether IAM has a name already: names that differ in case only are the same.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function isTaken(names: Iterable<string>, name: string): boolean {
  for (const known of names) if (known.toLowerCase() === name.toLowerCase()) return true;
  return false;
}

/** Whether IAM takes a path: `/`, or one that begins and ends with a slash, at most 512 characters. */
export function isIamPath(path: string): boolean {
  return /^\/([\u0021-\u007e]+\/)?$/.test(path) && path.length <= 512;
}

/**
 * Whether KMS takes a name for an alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 */
export function isAliasName(name: string): boolean {
  return /^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/.test(name);
}
