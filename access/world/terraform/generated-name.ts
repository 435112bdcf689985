import { digest } from '../digest';
import type { Resource } from './resource';

/** Names that cannot be given again; a Map or Set is one. */
export interface TakenNames {
  readonly size: number;
  has(name: string): boolean;
}

/**
 * The first name that is not taken. Stacks of one account may have the same addresses, which names are made from.
 *
 * @param nameOf a name for each number
 */
export function firstFree(taken: TakenNames, nameOf: (salt: number) => string): string {
  let name = nameOf(0);
  // Begins where no earlier one of as many can have been: a hundred stacks cost a hundred names.
  for (let salt = taken.size; taken.has(name); salt++) name = nameOf(salt);
  return name;
}

/**
 * The name of a resource: as written, or as the provider makes one up, of a prefix and 26 characters. The provider's
 * come from the clock; these follow from account and address.
 *
 * @param argument `name` or `bucket`
 * @throws TerraformReadError when it is not known, and when there are both a name and a prefix
 */
export function nameOrGenerated(
  resource: Resource,
  argument: 'name' | 'bucket',
  taken: TakenNames,
  defaultPrefix = 'terraform-',
): string {
  const { given, place, address } = resource;
  // Empty is how a module leaves it out.
  const prefix = given.known(`${argument}_prefix`) || undefined;
  const name = given.known(argument) || undefined;
  if (name !== undefined && prefix !== undefined) {
    const what = `there are both ${argument} and ${argument}_prefix`;
    given.refuse({ what, value: name, allowed: 'one of them', fix: 'take the other one out' });
  }
  if (name !== undefined) return name;
  return firstFree(taken, (salt) => {
    const words = Array.from(digest(`name ${place.account} ${address} ${salt}`, 4), (word) => word.toString(16));
    return (
      (prefix ?? defaultPrefix) +
      words
        .map((word) => word.padStart(8, '0'))
        .join('')
        .slice(0, 26)
    );
  });
}
