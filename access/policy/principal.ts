import type { PolicyKind, PrincipalElement, Statement } from './document';
import { malformed, type PolicyError } from './errors';
import { GRAMMARS } from './grammar';
import { missing } from './shape';
import { listOf } from './statements';
import { hasUnknown } from './unknown';
import { shown } from './words';

const PARTITION = 'aws(?:-[a-z]+)*';
/** A role's name with its path, a session's with its role's: whatever it is, without wildcards. */
const NAME = '[^*?:\\uE000\\uE001]+';

/** Who can be named under each type, and how (R-PR). */
const TYPES: Readonly<Record<string, { readonly form: RegExp; readonly allowed: string }>> = {
  AWS: {
    form: new RegExp(
      [
        '\\*',
        '\\d{12}',
        'A(?:ROA|IDA)[A-Z0-9]+',
        `arn:${PARTITION}:iam::\\d{12}:(?:root|user/${NAME}|role/${NAME})`,
        `arn:${PARTITION}:sts::\\d{12}:(?:assumed-role/[^*?:/]+/[^*?:/]+|federated-user/[^*?:/]+)`,
        `arn:${PARTITION}:iam::cloudfront:user/${NAME}`,
      ]
        .map((form) => `^${form}$`)
        .join('|'),
    ),
    allowed:
      '"*", an account of 12 digits, the ARN of an account (:root), user, role or session in full, or the unique id of ' +
      'a user or role; "*" cannot stand for part of a name',
  },
  Service: { form: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, allowed: "a service's name, e.g. ec2.amazonaws.com" },
  Federated: { form: /^[^*?\s]+$/, allowed: 'an identity provider, by its domain or its ARN' },
  CanonicalUser: { form: /^[0-9a-f]{64}$/, allowed: 'a canonical user id: 64 hexadecimal digits' },
};

/**
 * Refuses statements that name principals where the kind of policy has none, that name none where it needs some, and
 * names that are none (R-PR). Whether those that are named exist is not asked here.
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function checkPrincipals(statements: readonly Statement[], kind: PolicyKind): void {
  const prohibited = GRAMMARS[kind].principal === 'prohibited';
  statements.forEach((statement, index) => {
    if (prohibited) refusePrincipals(statement, kind, `Statement[${index}]`);
    else checkStatement(statement, kind, `Statement[${index}]`);
  });
}

function refusePrincipals({ Principal, NotPrincipal }: Statement, kind: PolicyKind, where: string): void {
  if (Principal === undefined && NotPrincipal === undefined) return;
  const detail = `${where} names principals; whoever the policy is attached to is its principal`;
  throw malformed(kind, 'Policy document should not specify a principal.', detail);
}

function checkStatement(statement: Statement, kind: PolicyKind, where: string): void {
  const { Effect, Principal, NotPrincipal } = statement;
  if (NotPrincipal !== undefined) {
    if (Effect === 'Allow') {
      const detail = `${where} allows everyone but those it lists; NotPrincipal works with Deny only (R-NOTPR)`;
      throw malformed(kind, 'Allow with NotPrincipal is not allowed.', detail);
    }
    if (GRAMMARS[kind].without?.includes('NotPrincipal')) {
      throw malformed(kind, 'AssumeRole policy must not contain NotPrincipal field.', `${where} has NotPrincipal`);
    }
  }
  const element = Principal ?? NotPrincipal;
  if (element === undefined) throw missing(kind, 'Principal', where);
  checkElement(element, kind, `${where}.${Principal === undefined ? 'NotPrincipal' : 'Principal'}`);
}

function checkElement(element: PrincipalElement, kind: PolicyKind, where: string): void {
  if (typeof element === 'string') {
    if (hasUnknown(element)) return;
    if (kind === 'trust') {
      const detail = `${where} is ${shown(element)}; write {"AWS": ${shown(element)}}`;
      throw malformed(kind, 'Principal must be a JSON object.', detail);
    }
    if (element !== '*') throw invalidPrincipal(kind, undefined, element, `${where} can be "*" or an object`);
    return;
  }
  const types = Object.entries(element).filter(([, names]) => names !== undefined);
  if (types.length === 0 && kind === 'trust') {
    throw malformed(kind, 'Missing required field Principal cannot be empty!', `${where} names nobody`);
  }
  if (types.length === 0) throw invalidPrincipal(kind, undefined, undefined, `${where} names nobody`);
  if (kind === 'rcp' && (types.length > 1 || element.AWS !== '*')) {
    throw invalidPrincipal(kind, undefined, undefined, `${where} can only be "*"; limit it with a condition`);
  }
  for (const [type, names] of types) checkNames(type, listOf(names), kind, `${where}.${type}`);
}

function checkNames(type: string, names: readonly string[], kind: PolicyKind, where: string): void {
  const known = Object.hasOwn(TYPES, type) && (type !== 'CanonicalUser' || kind === 'bucket');
  if (!known) {
    const types = Object.keys(TYPES).filter((name) => name !== 'CanonicalUser' || kind === 'bucket');
    throw invalidPrincipal(kind, type, undefined, `${where} is not known; known: ${types.join(', ')}`);
  }
  const { form, allowed } = TYPES[type]!;
  if (names.length === 0) throw invalidPrincipal(kind, type, undefined, `${where} is an empty list`);
  const wrong = names.find((name) => !hasUnknown(name) && !form.test(name));
  if (wrong !== undefined) {
    throw invalidPrincipal(kind, type.toUpperCase(), wrong, `${where} has ${shown(wrong)}; allowed: ${allowed}`);
  }
}

/**
 * The refusal of a principal that is none, or that does not exist, as the service words it.
 *
 * @param type `AWS`, `SERVICE`, …: as IAM shows it
 */
export function invalidPrincipal(
  kind: PolicyKind,
  type: string | undefined,
  name: string | undefined,
  detail: string,
): PolicyError {
  if (kind === 'key') {
    return malformed(kind, 'Policy contains a statement with one or more invalid principals.', detail);
  }
  const named = [type, name].filter((part) => part !== undefined).map((part) => `"${part}"`);
  const suffix = kind === 'trust' ? `: ${named.join(':')}` : '';
  return malformed(kind, `Invalid principal in policy${suffix}`, detail);
}
