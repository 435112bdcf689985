import { faultMessage, PairFileError, type Fault, type Position } from './messages';
import { logBucketName } from './names';
import type { Pair, RoleName } from './pair';
import type { Path } from './pair-file/source';

type Place = (path: Path) => Position;

const places = new WeakMap<Pair, Place>();

/** Remembers where the fields of a pair stand in its file, so that {@link checkPairs} can say so. */
export function rememberPlaces(pair: Pair, place: Place): void {
  places.set(pair, place);
}

/** Something that only one pair can have. */
interface Claim {
  /** What is claimed, the same text for the same thing. */
  readonly id: string;
  readonly value: string;
  readonly path: Path;
  /** What it is: `name`. */
  readonly what: string;
  readonly fix: string;
}

/**
 * What pairs must not have in common: their name, and what both of them would make and own. Pairs may come from files or
 * from code.
 *
 * @throws PairFileError with every clash
 */
export function checkPairs(pairs: readonly Pair[]): void {
  const owners = new Map<string, { readonly claim: Claim; readonly pair: Pair }>();
  const messages: string[] = [];
  for (const pair of pairs) {
    for (const claim of claimsOf(pair)) {
      const owner = owners.get(claim.id);
      if (!owner) owners.set(claim.id, { claim, pair });
      // Inside one pair the rules of the file have said it already.
      else if (owner.pair !== pair) messages.push(clash(pair, claim, owner.pair, owner.claim));
    }
  }
  if (messages.length) throw new PairFileError(messages);
}

function claimsOf(pair: Pair): Claim[] {
  const { name, partition, producer, grants } = pair;
  const bucket = (value: string, what: string): Claim => ({
    id: `bucket ${partition} ${value}`,
    value,
    path: ['producer', 'bucket'],
    what,
    fix: 'put the grants of one bucket into one pair, or name another bucket',
  });
  const role = ({ arn, name: value }: RoleName, index: number, what: string): Claim => ({
    // Names are unique in an account whatever their paths, and IAM does not tell capitals apart.
    id: `role ${partition} ${arn.split(':')[4]} ${value.toLowerCase()}`,
    value,
    path: ['grants', index, 'role'],
    what,
    fix: 'rename the role in one of them',
  });
  return [
    { id: `name ${name}`, value: name, path: ['name'], what: 'name', fix: 'rename one of the pairs' },
    bucket(producer.bucket, 'bucket'),
    ...(producer.accessLogs ? [bucket(logBucketName(pair), 'log bucket')] : []),
    ...grants.flatMap((grant, index) => [
      role(grant.role, index, 'role'),
      ...(grant.accessRole ? [role(grant.accessRole, index, 'access role')] : []),
    ]),
  ];
}

function clash(pair: Pair, claim: Claim, other: Pair, theirs: Claim): string {
  const twice = pair.file !== undefined && pair.file === other.file;
  const fault: Fault = {
    what: twice
      ? `file is given twice, and both would make the ${claim.what} ${claim.value}`
      : `${claim.what} is the ${theirs.what} of the pair ${other.name} too (${placeText(other, theirs.path)})`,
    value: claim.value,
    allowed: 'names, buckets and roles that no other pair has',
    fix: twice ? 'give it once' : claim.fix,
  };
  return faultMessage(pair.file ?? `pair ${pair.name}`, placeOf(pair, claim.path), fault);
}

function placeOf(pair: Pair, path: Path): Position {
  return places.get(pair)?.(path) ?? { line: 1, column: 1 };
}

function placeText(pair: Pair, path: Path): string {
  if (pair.file === undefined) return 'made in code';
  const { line, column } = placeOf(pair, path);
  return `${pair.file}:${line}:${column}`;
}
