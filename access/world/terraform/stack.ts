import type { World } from '../world';
import { Arguments } from './arguments';
import { readConfiguration, type Body, type Configuration, type Declaration } from './configuration';
import { dataSourceOf } from './data-sources';
import { evaluate, reach, type Scope } from './expression/evaluate';
import { UnterminatedTemplate } from './expression/template';
import { isMap, Unknown, type Value } from './expression/value';
import type { Place } from './place';
import { Providers } from './providers';
import { TerraformReadError } from './read-error';
import { Resource, type ResourceContext } from './resource';
import { resourceTypeOf } from './resource-types';

/** What is being worked out: a reference that comes back to it is a cycle. */
const BUSY = new Unknown('a cycle');

/** By what was claimed: which resource of which stack did it first. A world may hold many stacks. */
const claims = new WeakMap<World, Map<string, { readonly stack: symbol; readonly address: string }>>();

/** References to what only a run of Terraform knows. */
const UNKNOWN_ROOTS: ReadonlySet<string> = new Set(['count', 'each', 'module', 'path', 'self', 'terraform']);

/**
 * One stack: its resources, and what references between them mean. Whatever a reference needs is worked out when it is
 * needed, and once, so blocks may stand in any order.
 */
export class Stack implements Scope, ResourceContext {
  /** The resources that take part in access, by address, in the order of addresses. */
  readonly resources = new Map<string, Resource>();
  private readonly made = new Map<string, Resource | undefined>();
  private readonly id = Symbol('stack');
  private readonly configuration: Configuration;
  private readonly providers: Providers;
  private readonly values = new Map<string, Value>();
  private readonly indexes = new Map<string, ReadonlyMap<Value, Resource>>();

  /** @throws TerraformReadError */
  constructor(
    readonly world: World,
    json: unknown,
    place: Place,
  ) {
    this.configuration = readConfiguration(json);
    this.providers = new Providers(
      this.configuration.providers,
      (address, body) => this.argumentsOf(address, body),
      place,
    );
    this.providers.named('aws');
    for (const address of [...this.configuration.resources.keys()].sort()) {
      const resource = this.resourceAt(address);
      if (resource) this.resources.set(address, resource);
    }
  }

  /** The resource at an address; undefined when it takes no part in access, or there is none of it. */
  private resourceAt(address: string): Resource | undefined {
    if (this.made.has(address)) return this.made.get(address);
    const declaration = this.configuration.resources.get(address)!;
    const type = resourceTypeOf(declaration);
    // A count may depend on other resources, and so on itself.
    const count = type && this.once(`${address}.count`, () => this.countOf(declaration));
    const resource =
      type && count !== 0
        ? new Resource(address, type, this.argumentsOf(address, declaration.body), this.providers.of(declaration), this)
        : undefined;
    this.made.set(address, resource);
    return resource;
  }

  /** How many there are of a resource, none or one. */
  private countOf({ address, body }: Declaration): number {
    if (body.for_each !== undefined && body.for_each !== null) {
      throw new TerraformReadError(address, {
        what: 'for_each is not read here',
        value: body.for_each,
        allowed: 'one resource a block, and count = 0 or 1',
        fix: 'write the resources out',
      });
    }
    if (body.count === undefined || body.count === null) return 1;
    const count = this.evaluate(body.count, address);
    if (count === 0 || count === 1 || count === '0' || count === '1') return Number(count);
    throw new TerraformReadError(address, {
      what: 'count is not known to be 0 or 1',
      value: count instanceof Unknown ? count.expression : count,
      allowed: '0 or 1',
      fix: 'write the resources out',
    });
  }

  private argumentsOf(address: string, body: Body): Arguments {
    return new Arguments(address, Object.keys(body), (name) => this.evaluate(body[name], address));
  }

  private evaluate(json: unknown, address: string): Value {
    try {
      return evaluate(json, this);
    } catch (error) {
      if (!(error instanceof UnterminatedTemplate)) throw error;
      throw new TerraformReadError(address, {
        what: 'a template is not closed',
        value: error.message,
        allowed: '${ … }, and $${ for a ${ that is none',
        fix: 'close it, or double its $ or %',
      });
    }
  }

  /** @throws TerraformReadError for what the stack does not declare, as Terraform would refuse it */
  resolve(root: string, keys: readonly Value[], source: string): Value {
    const [first, ...rest] = keys;
    if (UNKNOWN_ROOTS.has(root) || typeof first !== 'string') return new Unknown(source);
    if (root === 'local') return reach(this.local(first), rest, source);
    if (root === 'var') return reach(this.variable(first), rest, source);
    if (root === 'data') return this.dataReference(first, rest, source);
    const address = `${root}.${first}`;
    const declaration = this.configuration.resources.get(address) ?? this.undeclared(address);
    return this.attributeReference(declaration, rest, source, (name) => this.attribute(address, name));
  }

  private local(name: string): Value {
    const address = `local.${name}`;
    if (!this.configuration.locals.has(name)) this.undeclared(address);
    return this.once(address, () => this.evaluate(this.configuration.locals.get(name), address));
  }

  /** A default is a literal: Terraform takes no template in it. Without one, only a run of Terraform knows. */
  private variable(name: string): Value {
    const address = `var.${name}`;
    const { default: value } = this.configuration.variables.get(name) ?? this.undeclared(address);
    return value === undefined ? new Unknown(address) : (value as Value);
  }

  private dataReference(type: string, [name, ...rest]: readonly Value[], source: string): Value {
    if (typeof name !== 'string') return new Unknown(source);
    const address = `data.${type}.${name}`;
    const declaration = this.configuration.data.get(address) ?? this.undeclared(address);
    return this.attributeReference(declaration, rest, source, (attribute) => {
      const read = this.once(address, () => this.readData(declaration));
      const found = isMap(read) && Object.hasOwn(read, attribute) ? read[attribute] : undefined;
      return found ?? this.argument(declaration, attribute);
    });
  }

  private readData(declaration: Declaration): Value {
    const source = dataSourceOf(declaration.type);
    if (!source) return {};
    const { place } = this.providers.of(declaration);
    const given = this.argumentsOf(declaration.address, declaration.body);
    const attributes = source({
      given,
      place,
      world: this.world,
      find: (type, attribute, value) => this.find(type, attribute, value),
    });
    given.refuseUnread();
    return attributes;
  }

  private attributeReference(
    { body }: Declaration,
    keys: readonly Value[],
    source: string,
    attribute: (name: string) => Value,
  ): Value {
    const counted = body.count !== undefined && body.count !== null;
    if ((body.for_each ?? null) !== null || (counted && Number(keys[0]) !== 0)) return new Unknown(source);
    const [name, ...rest] = counted ? keys.slice(1) : keys;
    return typeof name === 'string' ? reach(attribute(name), rest, source) : new Unknown(source);
  }

  attribute(address: string, name: string): Value {
    return this.once(`${address}.${name}`, () => {
      const resource = this.resourceAt(address);
      const attributes = resource?.type.attributes;
      if (resource && attributes && Object.hasOwn(attributes, name)) return attributes[name]!(resource);
      return this.argument(this.configuration.resources.get(address)!, name);
    });
  }

  private argument({ address, body }: Declaration, name: string): Value {
    const value = Object.hasOwn(body, name) ? this.evaluate(body[name], address) : null;
    return value ?? new Unknown(`${address}.${name}`);
  }

  private find(type: string, attribute: string, value: string): Resource | undefined {
    const key = `${type}.${attribute}`;
    let index = this.indexes.get(key);
    if (!index) {
      const declared = [...this.configuration.resources.values()].filter((declaration) => declaration.type === type);
      const ofType = declared.flatMap(({ address }) => this.resourceAt(address) ?? []);
      index = new Map(ofType.map((resource) => [this.attribute(resource.address, attribute), resource]));
      this.indexes.set(key, index);
    }
    return index.get(value);
  }

  claim(what: string, address: string): string | undefined {
    let ofWorld = claims.get(this.world);
    if (!ofWorld) claims.set(this.world, (ofWorld = new Map()));
    const other = ofWorld.get(what);
    if (!other) {
      ofWorld.set(what, { stack: this.id, address });
      return undefined;
    }
    return other.stack === this.id ? other.address : `${other.address} of an earlier stack`;
  }

  private once(key: string, make: () => Value): Value {
    const kept = this.values.get(key);
    if (kept === BUSY) {
      throw new TerraformReadError(key, {
        what: 'it refers to itself',
        allowed: 'references without a cycle',
        fix: 'write one of them out',
      });
    }
    if (kept !== undefined) return kept;
    this.values.set(key, BUSY);
    const value = make();
    this.values.set(key, value);
    return value;
  }

  private undeclared(address: string): never {
    throw new TerraformReadError(address, {
      what: 'it is referred to, and the stack does not declare it',
      allowed: 'what the stack declares',
      fix: 'correct the reference, or write its value out',
    });
  }
}
