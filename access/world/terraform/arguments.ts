import { hasUnknown, unknownsIn } from '../../policy/unknown';
import { isList, isMap, membersOf, textOf, Unknown, type Value } from './expression/value';
import { TerraformReadError } from './read-error';

/** What a block may have beside its arguments; it decides nothing. `//` is where JSON keeps comments. */
const META: ReadonlySet<string> = new Set(['//', 'count', 'depends_on', 'lifecycle', 'provider', 'timeouts']);

/**
 * The arguments of one block, by what Terraform would convert them to. It remembers which were asked for, so that none
 * is left out without a word: see {@link refuseUnread}.
 */
export class Arguments {
  private readonly read = new Set<string>();
  private readonly nested: Arguments[] = [];

  /**
   * @param address of the block, which messages begin with
   * @param names of all arguments that the block has
   * @param evaluated the value of one of them
   */
  constructor(
    readonly address: string,
    private readonly names: readonly string[],
    private readonly evaluated: (name: string) => Value,
  ) {}

  /** The value of an argument; undefined when it is left out or `null`, which Terraform takes for left out. */
  value(name: string): Value | undefined {
    this.read.add(name);
    return this.names.includes(name) ? (this.evaluated(name) ?? undefined) : undefined;
  }

  /** Whether an argument says anything. */
  has(name: string): boolean {
    return !saysNothing(this.value(name));
  }

  /** Names arguments that decide over nothing in a world. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.read.add(name);
  }

  /** A text, in which placeholders may stand. @throws TerraformReadError for a list or map */
  text(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    return textOf(value) ?? this.wrongType(name, value, 'a string');
  }

  /** A text that a world cannot do without knowing: a name, a setting. @throws TerraformReadError */
  known(name: string): string | undefined {
    const text = this.text(name);
    if (text !== undefined && hasUnknown(text)) this.notKnown(name, unknownsIn(text));
    return text;
  }

  /** @throws TerraformReadError when it is left out or not known */
  required(name: string): string {
    return this.known(name) ?? this.missing(name, 'a string');
  }

  /** One of a few known texts. @throws TerraformReadError */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const text = this.known(name);
    if (text === undefined || allowed.includes(text as T)) return text as T | undefined;
    return this.refuse({
      what: `${name} is none of its values`,
      value: text,
      allowed: allowed.join(', '),
      fix: `correct ${name}`,
    });
  }

  /** @throws TerraformReadError when it is no number or not known */
  number(name: string): number | undefined {
    const text = this.known(name);
    if (text === undefined) return undefined;
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : this.wrongType(name, text, 'a number');
  }

  /** @throws TerraformReadError when it is no boolean or not known */
  flag(name: string): boolean | undefined {
    const text = this.known(name);
    if (text === undefined) return undefined;
    return text === 'true' || (text !== 'false' && this.wrongType(name, text, 'true or false'));
  }

  /** A list or set of texts, in which placeholders may stand; one that is not known at all is one placeholder. */
  texts(name: string): readonly string[] | undefined {
    const value = this.value(name);
    if (value instanceof Unknown) return [value.placeholder];
    if (value === undefined) return undefined;
    if (!isList(value)) return this.wrongType(name, value, 'a list of strings');
    return value.map((item) => textOf(item) ?? this.wrongType(name, item, 'a list of strings'));
  }

  /** As {@link texts}. @throws TerraformReadError when it is left out */
  requiredTexts(name: string): readonly string[] {
    return this.texts(name) ?? this.missing(name, 'a list of strings');
  }

  /** A list or set of texts that have to be known. @throws TerraformReadError */
  knownTexts(name: string): readonly string[] | undefined {
    const texts = this.texts(name);
    const unknown = texts?.filter(hasUnknown) ?? [];
    return unknown.length > 0 ? this.notKnown(name, unknown.flatMap(unknownsIn)) : texts;
  }

  /** A map of texts, in which placeholders may stand. @throws TerraformReadError when its names are not known */
  map(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (value instanceof Unknown) return this.notKnown(name, [value.expression]);
    if (!isMap(value)) return this.wrongType(name, value, 'a map of strings');
    return Object.fromEntries(
      membersOf(value)
        .filter(([, item]) => item !== null)
        .map(([key, item]) => [key, textOf(item) ?? this.wrongType(name, item, 'a map of strings')]),
    );
  }

  /** A map of texts that have to be known. @throws TerraformReadError */
  knownMap(name: string): Readonly<Record<string, string>> | undefined {
    const map = this.map(name);
    const unknown = Object.entries(map ?? {})
      .flat()
      .filter(hasUnknown);
    return unknown.length > 0 ? this.notKnown(name, unknown.flatMap(unknownsIn)) : map;
  }

  /** The nested blocks of a name, which JSON writes as an object or a list of them. @throws TerraformReadError */
  blocks(name: string): readonly Arguments[] {
    const value = this.value(name) ?? [];
    if (value instanceof Unknown) return this.notKnown(name, [value.expression]);
    const bodies = isList(value) ? value : [value];
    return bodies.map((body, index) => {
      if (!isMap(body)) return this.wrongType(name, body, 'a block or a list of blocks');
      const block = new Arguments(`${this.address}.${name}[${index}]`, Object.keys(body), (key) => body[key]!);
      this.nested.push(block);
      return block;
    });
  }

  /** The only nested block of a name. @throws TerraformReadError when there are several */
  block(name: string): Arguments | undefined {
    const [block, ...others] = this.blocks(name);
    if (others.length === 0) return block;
    const what = `there are ${others.length + 1} ${name} blocks`;
    return this.refuse({ what, allowed: 'one', fix: 'keep the one that is meant' });
  }

  /** @throws TerraformReadError for an argument that nothing asked for: what it does to access is not known here */
  refuseUnread(): void {
    for (const name of this.names) {
      if (META.has(name) || this.read.has(name)) continue;
      if (saysNothing(this.evaluated(name))) continue;
      this.refuse({
        what: `${name} is no argument that is read here`,
        allowed: [...this.read].sort().join(', '),
        fix: 'correct its spelling, or take it out of the stack',
      });
    }
    for (const block of this.nested) block.refuseUnread();
  }

  /** @throws TerraformReadError always, in the name of this block */
  refuse(refusal: { what: string; value?: unknown; allowed: string; fix: string }): never {
    throw new TerraformReadError(this.address, refusal);
  }

  /** @throws TerraformReadError always: the provider asks for this argument */
  missing(name: string, allowed: string): never {
    this.refuse({ what: `${name} is missing`, allowed, fix: `add ${name}` });
  }

  /** @throws TerraformReadError always: a world cannot do without this argument */
  notKnown(name: string, expressions: readonly string[]): never {
    this.refuse({
      what: `${name} is not known before an apply`,
      value: expressions.join(', '),
      allowed: 'a literal, or a reference to what the stack itself makes',
      fix: `write ${name} out, or give its variable a default`,
    });
  }

  private wrongType(name: string, value: Value, allowed: string): never {
    const shown = value instanceof Unknown ? value.expression : value;
    this.refuse({ what: `${name} has another type`, value: shown, allowed, fix: `correct ${name}` });
  }
}

/** An empty list is how JSON writes that there is no block of a name. */
function saysNothing(value: Value = null): boolean {
  return value === null || (isList(value) && value.length === 0);
}
