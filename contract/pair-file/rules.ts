import { fieldsOf, type Rule } from './fields';
import { logBucketFits, onePartition, twoAccounts } from './rules/accounts';
import { entriesOnce, prefixesApart } from './rules/lists';
import { accessRoleFits, externalIdWithAssumeRole, rolesDiffer } from './rules/roles';
import { trustedAreOthers, trustedFitPartition, trustedRolesDiffer } from './rules/trusted';
import type { Mistake, Source } from './source';

const rules: readonly Rule[] = [
  onePartition,
  twoAccounts,
  logBucketFits,
  rolesDiffer,
  accessRoleFits,
  externalIdWithAssumeRole,
  trustedFitPartition,
  trustedAreOthers,
  trustedRolesDiffer,
  entriesOnce,
  prefixesApart,
];

/**
 * What the fields of a pair file have to do with each other.
 *
 * @param wrong the names of the fields that are wrong by themselves: nothing more is said of them
 */
export function ruleMistakes(source: Source, wrong: ReadonlySet<string>): Mistake[] {
  const fields = fieldsOf(source, wrong);
  return rules.flatMap((rule) => [...rule(fields)].map(({ path, fault }) => ({ position: source.place(path), fault })));
}
