import { hasUnknown, unknownsIn } from '../../policy/unknown';
import { ensureAccount } from '../create';
import type { Account, World } from '../world';
import type { Arguments } from './arguments';
import { membersOf, textOf, type Value } from './expression/value';
import type { Place } from './place';
import type { ProviderSettings } from './providers';
import { TerraformReadError } from './read-error';

/** What a resource needs of the stack that it stands in. */
export interface ResourceContext {
  readonly world: World;
  /** The value of an attribute, worked out once. */
  attribute(address: string, name: string): Value;
  /** Notes which resource sets something that only one can set; gives the one that did it before. */
  claim(what: string, address: string): string | undefined;
}

/**
 * How one resource type becomes part of a world. The three steps are done one after the other for all resources of a
 * stack, so that the order of a file means nothing: entities first, then what hangs on them, and policies last, because
 * the roles and users that they name have to be there.
 */
export interface ResourceType {
  /** What references can read beside the arguments: what AWS or the provider adds, and defaults of arguments. */
  readonly attributes?: Readonly<Record<string, (resource: Resource) => Value>>;
  readonly make?: (resource: Resource) => void;
  readonly attach?: (resource: Resource) => void;
  readonly bind?: (resource: Resource) => void;
}

/** One resource of a stack. */
export class Resource {
  constructor(
    readonly address: string,
    readonly type: ResourceType,
    readonly given: Arguments,
    private readonly provider: ProviderSettings,
    private readonly context: ResourceContext,
  ) {}

  get world(): World {
    return this.context.world;
  }

  /** Where it is made. */
  get place(): Place {
    return this.provider.place;
  }

  /** The account in which it is made. */
  get account(): Account {
    return ensureAccount(this.world, this.place.account, this.place.partition);
  }

  /** An attribute that has to be known. @throws TerraformReadError */
  attribute(name: string): string {
    const text = textOf(this.context.attribute(this.address, name));
    // A list or map is an argument of another type, which is refused as such.
    if (text === undefined) return this.given.required(name);
    return hasUnknown(text) ? this.given.notKnown(name, unknownsIn(text)) : text;
  }

  /** Its tags over those that the provider gives to all resources. */
  tags(): Readonly<Record<string, string>> {
    this.given.ignore('tags_all');
    return Object.fromEntries(membersOf({ ...this.provider.tags, ...this.given.map('tags') })) as Record<
      string,
      string
    >;
  }

  /**
   * Takes something that only one resource can set.
   *
   * @param what in words: `the policy of bucket acme`
   * @throws TerraformReadError when another resource sets it too: which of them wins is chance
   */
  claim(what: string): void {
    // What a world calls by its name alone, an inline policy or a setting, is another one in each account.
    const other = this.context.claim(`${this.place.account} ${what}`, this.address);
    if (other === undefined) return;
    this.refuse({ what: `${what} is set by ${other} too`, allowed: 'one of them', fix: 'take the other one out' });
  }

  /** @throws TerraformReadError always, in the name of this resource */
  refuse(refusal: { what: string; value?: unknown; allowed: string; fix: string }): never {
    throw new TerraformReadError(this.address, refusal);
  }
}
