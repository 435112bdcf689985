import { checkActions, checkHasActions } from './action';
import { checkBucketConditions } from './bucket-conditions';
import { checkCharacters } from './characters';
import { checkConditionValues, checkOperators } from './condition';
import type { PolicyDocument, PolicyKind, Statement } from './document';
import { checkEffectCase, checkEffects } from './effect';
import { readJson } from './json';
import { checkSize } from './limits';
import { checkPrincipals } from './principal';
import { checkHasResources, checkLegacyResources, checkResources } from './resource';
import { statementsIn } from './shape';
import { checkSids } from './sid';
import { checkCurrentVersion, checkVersion } from './version';
import { isReadByIam } from './words';

type StatementCheck = (statements: readonly Statement[], kind: PolicyKind) => void;

/** What IAM asks of its own policies, in its order: the first that fails is what it answers. */
const IAM_CHECKS: readonly StatementCheck[] = [
  checkPrincipals,
  checkEffectCase,
  checkConditionValues,
  checkLegacyResources,
  checkSids,
  checkHasActions,
  checkResources,
  checkActions,
  checkHasResources,
];

/** What the other services ask. */
const SERVICE_CHECKS: readonly StatementCheck[] = [
  checkPrincipals,
  checkHasResources,
  checkResources,
  checkConditionValues,
  checkHasActions,
  checkActions,
  checkBucketConditions,
  checkSids,
];

/**
 * Reads a policy as AWS does when it is saved.
 *
 * @param text JSON
 * @param kind which grammar and size limit apply
 * @throws PolicyError with AWS's own code and message for a policy that AWS would not save. Whether the principals exist
 * is asked by `bindPrincipals`, whether resources are of the policy's own bucket by `checkBucketResources`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  checkCharacters(text, kind);
  const document = readJson(text, kind);
  checkGrammar(document, kind);
  checkSize(text, kind);
  return document;
}

/**
 * Holds a policy that is not text yet, or no more, against AWS's grammar and its size limit, as {@link parsePolicy} does.
 * Any string in it may have parts that are not known yet (see `unknownValue`): they are taken as right.
 *
 * @throws PolicyError with AWS's own code and message
 */
export function checkPolicy(document: unknown, kind: PolicyKind): asserts document is PolicyDocument {
  checkGrammar(document, kind);
  const text = JSON.stringify(document);
  checkCharacters(text, kind);
  checkSize(text, kind);
}

function checkGrammar(document: unknown, kind: PolicyKind): asserts document is PolicyDocument {
  const statements = statementsIn(document, kind);
  const policy = document as PolicyDocument;
  checkVersion(policy, kind);
  checkEffects(statements, kind);
  checkOperators(statements, kind);
  checkCurrentVersion(policy, kind);
  for (const check of isReadByIam(kind) ? IAM_CHECKS : SERVICE_CHECKS) check(statements, kind);
}
