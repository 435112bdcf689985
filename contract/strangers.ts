import { S3_OPERATIONS } from '../access/services/s3/operations';
import type { S3OperationRow } from '../access/services/s3/operation-row';
import { otherRole, thirdAccount } from './fixture-names';
import type { Grant, Pair } from './pair';
import { leavesOf, type Leaf } from './stack-leaves';
import { verbs } from './verbs';

/** What the stacks of a pair name and the pair does not: where a policy was widened, the name of what it now takes in. */
export interface Strangers {
  /** ARNs of roles; for an account as a whole, some role there. */
  readonly roles: readonly string[];
  /** ARNs of users. */
  readonly users: readonly string[];
  readonly services: readonly string[];
  /** Keys of objects, one below each prefix that some grant does not have. */
  readonly keys: readonly string[];
  /** S3 operations that some statement allows and no verb stands for. */
  readonly operations: readonly string[];
  /** Those of the roles and users that the stacks make themselves. */
  readonly made: ReadonlySet<string>;
}

export const noStrangers: Strangers = {
  roles: [],
  users: [],
  services: [],
  keys: [],
  operations: [],
  made: new Set(),
};

/**
 * Finds what stacks name and the pair does not. It looks at all texts of a stack, wherever they stand: a policy may be
 * written as JSON, as a data source, or in an argument that nobody thought of.
 *
 * @param texts the stacks' `cdk.tf.json`
 */
export function strangersIn(pair: Pair, texts: readonly string[]): Strangers {
  const leaves = texts.flatMap((text) => leavesOf(JSON.parse(text)));
  const values = [...new Set(leaves.map(({ text }) => text))];
  const principals = new Set(values.flatMap((value) => principalsIn(pair, value)));
  const known = knownPrincipals(pair);
  const unknown = [...principals].filter((arn) => !known.has(arn));
  return {
    roles: unknown.filter((arn) => arn.includes(':role/')),
    users: unknown.filter((arn) => arn.includes(':user/')),
    services: [...new Set(values.filter((value) => isService(pair, value)))],
    keys: strangeKeys(pair, leaves),
    operations: strangeOperations(values),
    made: madeIn(pair, texts),
  };
}

function knownPrincipals({ grants }: Pair): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { role, accessRole, trustedBy } of grants) {
    known.add(role.arn);
    if (accessRole) known.add(accessRole.arn);
    for (const trusted of trustedBy) if (trusted.kind === 'role') known.add(trusted.arn);
  }
  return known;
}

/** What a wildcard stands for, so that a pattern becomes the name of something that it takes in. */
const plain = (pattern: string): string =>
  pattern
    .replace(/\$\{[^}]*\}/g, 'x')
    .replaceAll('*', 'crossbucket-wild')
    .replaceAll('?', 'x');

const principal = /^arn:[^:]*:(iam|sts)::([^:]*):(root$|role\/|user\/|assumed-role\/)(.*)$/;

/** The roles and users that a text means as a principal, or as a value of `aws:PrincipalArn`. */
function principalsIn(pair: Pair, text: string): string[] {
  const accounts = new Set([pair.producer.account, pair.consumer.account]);
  if (/^\d{12}$/.test(text)) return accounts.has(text) ? [] : [otherRole(pair, text).arn];
  const [, , account = '', type = '', name = ''] = principal.exec(text) ?? [];
  if (!type) return [];
  const owner = /^\d{12}$/.test(account) ? account : thirdAccount(pair);
  const scope = `arn:${pair.partition}:iam::${owner}`;
  if (type === 'root') return accounts.has(owner) ? [] : [otherRole(pair, owner).arn];
  // A session's ARN has the role's name without its path, and then its own.
  if (type === 'assumed-role/') return [`${scope}:role/${plain(name.split('/')[0]!)}`];
  return [`${scope}:${type}${plain(name)}`];
}

function isService(pair: Pair, text: string): boolean {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text)) return false;
  if (text === 'logging.s3.amazonaws.com' || text === `s3.${pair.producer.region}.amazonaws.com`) return false;
  return !pair.grants.some(({ trustedBy }) => trustedBy.some((one) => one.kind === 'service' && one.service === text));
}

/** Objects that a resource, or a value of `s3:prefix`, takes in beside those of the grants. */
function strangeKeys({ producer, grants }: Pair, leaves: readonly Leaf[]): string[] {
  const written = new Set(grants.flatMap(({ prefixes }) => prefixes.map((prefix) => plain(`${prefix}*`))));
  const keys = leaves.flatMap(({ text, under }) => {
    if (under === 's3:prefix') return [plain(text)];
    const [, bucket = '', key] = /^arn:[^:]*:s3:::([^/]+)\/(.*)$/.exec(text) ?? [];
    return key !== undefined && globOf(bucket).test(producer.bucket) ? [plain(key)] : [];
  });
  const isGranted = (key: string) => written.has(key) || grants.every((grant) => covers(grant, key));
  // The whole bucket is what the checks of other keys ask for anyway, and the statements that deny name it.
  return [...new Set(keys)].filter((key) => key !== '' && key !== plain('*') && !isGranted(key));
}

/** Whether a key is under a prefix of a grant. */
export function covers({ prefixes }: Pick<Grant, 'prefixes'>, key: string): boolean {
  return prefixes.some((prefix) => key.startsWith(prefix));
}

/** Operations all of whose actions are named by statements, and one of them by no verb. */
function strangeOperations(values: readonly string[]): string[] {
  const patterns = values.filter((value) => /^s3:[A-Za-z*?]+$/.test(value) && value !== 's3:*');
  const opened = new Set(Object.values(verbs).flatMap(({ actions }) => actions));
  const others = patterns.filter((pattern) => !opened.has(pattern)).map(globOf);
  if (others.length === 0) return [];
  const all = patterns.map(globOf);
  return (Object.entries(S3_OPERATIONS) as [string, S3OperationRow][]).flatMap(([name, { actions, on }]) => {
    const needed = actions.map((action) => (action.includes(':') ? action : `s3:${action}`));
    const isNamed = needed.every((action) => all.some((glob) => glob.test(action)));
    const isOther = needed.some((action) => !opened.has(action) && others.some((glob) => glob.test(action)));
    return on !== 'service' && isNamed && isOther ? [name] : [];
  });
}

/** A pattern of actions or bucket names. */
function globOf(pattern: string): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
}

interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** The roles and users that the stacks make, in whichever of the two accounts. */
function madeIn({ partition, producer, consumer }: Pair, texts: readonly string[]): Set<string> {
  const made = new Set<string>();
  for (const { resource = {} } of texts.map((text) => JSON.parse(text) as TerraformJson)) {
    for (const type of ['role', 'user']) {
      for (const { name, path = '/' } of Object.values(resource[`aws_iam_${type}`] ?? {})) {
        for (const { account } of [producer, consumer])
          made.add(`arn:${partition}:iam::${account}:${type}${path}${name}`);
      }
    }
  }
  return made;
}
