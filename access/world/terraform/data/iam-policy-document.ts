import { hasUnknown, unknownsIn } from '../../../policy/unknown';
import type { Arguments } from '../arguments';
import type { DataSource } from '../data-source';
import { Unknown } from '../expression/value';
import {
  everyoneOr,
  oneOrAll,
  PolicySourceError,
  readPolicySource,
  sortedDown,
  type ProviderPolicy,
  type ProviderStatement,
} from './policy-source';

const VERSIONS = ['2012-10-17', '2008-10-17'] as const;

/**
 * `aws_iam_policy_document`, rendered as AWS provider 5.100.0 does it: sources first, the block's own statements over
 * them, overrides last; a statement replaces an earlier one of its Sid.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/d/iam_policy_document.html.markdown
 */
export const iamPolicyDocument: DataSource = ({ given }) => {
  const sources = given.texts('source_policy_documents') ?? [];
  const overrides = given.texts('override_policy_documents') ?? [];
  const own = ownPolicy(given);
  // Any statement of a policy that is not known may replace any other.
  const unknown = [...sources, ...overrides].filter(isNotKnown).flatMap(unknownsIn);
  if (unknown.length > 0)
    return { json: new Unknown(unknown.join(', ')), minified_json: new Unknown(unknown.join(', ')) };
  const merged: ProviderPolicy = { version: '', id: '', statements: [] };
  const read = sources.filter((text) => text !== '').map((text) => readFrom(given, 'source_policy_documents', text));
  refuseTwins(
    given,
    'source_policy_documents',
    read.flatMap(({ statements }) => statements),
  );
  for (const policy of read) merge(merged, policy);
  merge(merged, own);
  for (const text of overrides.filter((text) => text !== '')) {
    merge(merged, readFrom(given, 'override_policy_documents', text));
  }
  const { version, id, statements } = merged;
  const document = {
    Version: version,
    ...(id !== '' && { Id: id }),
    ...(statements.length > 0 && { Statement: statements }),
  };
  return { json: JSON.stringify(document, null, 2), minified_json: JSON.stringify(document) };
};

/** Whether a source cannot be read for what is not known in it: all of it, or a Sid, by which statements are merged. */
function isNotKnown(text: string): boolean {
  if (!hasUnknown(text)) return false;
  try {
    return readPolicySource(text).statements.some(({ Sid }) => Sid !== undefined && hasUnknown(Sid));
  } catch {
    return true;
  }
}

function readFrom(given: Arguments, argument: string, text: string): ProviderPolicy {
  try {
    return readPolicySource(text);
  } catch (error) {
    if (!(error instanceof PolicySourceError)) throw error;
    return given.refuse({
      what: `${argument} holds what the provider does not read: ${error.message}`,
      value: text,
      allowed: 'policies as JSON texts with a list of statements',
      fix: 'correct it',
    });
  }
}

function merge(into: ProviderPolicy, { version, id, statements }: ProviderPolicy): void {
  if (id !== '') into.id = id;
  if (version > into.version) into.version = version;
  const bySid = new Map(into.statements.map(({ Sid }, index) => [Sid, index]));
  for (const statement of statements) {
    const { Sid } = statement;
    const index = Sid === undefined ? undefined : bySid.get(Sid);
    if (index !== undefined) {
      into.statements[index] = statement;
      continue;
    }
    bySid.set(Sid, into.statements.length);
    into.statements.push(statement);
  }
}

function ownPolicy(given: Arguments): ProviderPolicy {
  refuseGone(given, 'source_json', 'source_policy_documents');
  refuseGone(given, 'override_json', 'override_policy_documents');
  const version = given.oneOf('version', VERSIONS) ?? '2012-10-17';
  const statements = given.blocks('statement').map((block) => ownStatement(block, version));
  refuseTwins(given, 'statement', statements);
  return { version, id: given.text('policy_id') ?? '', statements };
}

function refuseGone(given: Arguments, name: string, instead: string): void {
  const value = given.known(name) ?? '';
  if (value === '') return;
  given.refuse({ what: `${name} is gone from the provider`, value, allowed: '""', fix: `give it as ${instead}` });
}

function ownStatement(block: Arguments, version: string): ProviderStatement {
  const variables = (texts: readonly string[]) => texts.map((text) => withVariables(block, text, version));
  return {
    Sid: block.known('sid') || undefined,
    Effect: block.oneOf('effect', ['Allow', 'Deny']) ?? 'Allow',
    Action: setOf(block.texts('actions')),
    NotAction: setOf(block.texts('not_actions')),
    Resource: setOf(block.texts('resources'), variables),
    NotResource: setOf(block.texts('not_resources'), variables),
    Principal: principalsOf(block.blocks('principals'), variables),
    NotPrincipal: principalsOf(block.blocks('not_principals'), variables),
    Condition: conditionOf(block.blocks('condition'), variables),
  };
}

type Change = (texts: readonly string[]) => readonly string[];

function setOf(
  texts: readonly string[] | undefined,
  change: Change = (same) => same,
): string | readonly string[] | undefined {
  return texts === undefined || texts.length === 0 ? undefined : oneOrAll(sortedDown(change([...new Set(texts)])));
}

function principalsOf(blocks: readonly Arguments[], change: Change): unknown {
  if (blocks.length === 0) return undefined;
  const byType = new Map<string, readonly string[]>();
  for (const block of blocks) {
    const names = sortedDown(change([...new Set(block.requiredTexts('identifiers'))]));
    gather(byType, block.required('type'), names);
  }
  return everyoneOr(onesOrAll(byType));
}

function conditionOf(blocks: readonly Arguments[], change: Change): unknown {
  if (blocks.length === 0) return undefined;
  const byOperator = new Map<string, Map<string, readonly string[]>>();
  for (const block of blocks) {
    const operator = block.required('test');
    const keys = byOperator.get(operator) ?? new Map<string, readonly string[]>();
    gather(keys, block.required('variable'), change(block.requiredTexts('values')));
    byOperator.set(operator, keys);
  }
  return Object.fromEntries([...byOperator].map(([operator, keys]) => [operator, onesOrAll(keys)]));
}

function gather(lists: Map<string, readonly string[]>, name: string, values: readonly string[]): void {
  lists.set(name, [...(lists.get(name) ?? []), ...values]);
}

function onesOrAll(lists: ReadonlyMap<string, readonly string[]>): Record<string, string | readonly string[]> {
  return Object.fromEntries([...lists].map(([name, values]) => [name, oneOrAll(values)]));
}

/** `&{` is how this data source writes the `${` of a policy variable. */
function withVariables(block: Arguments, text: string, version: string): string {
  if (!text.includes('&{') || version !== '2008-10-17') return text.replaceAll('&{', () => '${');
  return block.refuse({
    what: 'policy variables are not of this version',
    value: text,
    allowed: 'version 2012-10-17 with &{',
    fix: 'take the version out',
  });
}

function refuseTwins(given: Arguments, argument: string, statements: readonly ProviderStatement[]): void {
  const sids = statements.flatMap(({ Sid }) => Sid ?? []);
  const twin = sids.find((sid, index) => sids.indexOf(sid) < index);
  if (twin === undefined) return;
  given.refuse({ what: `${argument} has a Sid twice`, value: twin, allowed: 'each Sid once', fix: 'rename one' });
}
