import { TerraformReadError } from './read-error';

/** A block's content: arguments and nested blocks, not evaluated. */
export type Body = Readonly<Record<string, unknown>>;

/** One `resource` or `data` block. */
export interface Declaration {
  /** `aws_s3_bucket.data`, `data.aws_region.here`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly body: Body;
}

/** The blocks of one stack that matter here; the maps are by address or name. */
export interface Configuration {
  readonly resources: ReadonlyMap<string, Declaration>;
  readonly data: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, unknown>;
  readonly variables: ReadonlyMap<string, Body>;
  /** By the provider's local name and alias: `aws`, `aws.replica`. */
  readonly providers: ReadonlyMap<string, Body>;
}

/**
 * Blocks that decide over nothing in a world: settings of Terraform itself, what it prints, and what it does to its own
 * state. A `check` only warns.
 */
const IGNORED = ['//', 'terraform', 'output', 'moved', 'removed', 'import', 'check', 'ephemeral'];
const READ = ['resource', 'data', 'locals', 'variable', 'provider'];

/**
 * Takes Terraform JSON apart into its blocks, in each of the forms that its syntax has for them: objects, or lists of
 * objects, at every level.
 *
 * @throws TerraformReadError for what is no Terraform JSON, for modules, and for blocks that are not known here
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping
 */
export function readConfiguration(json: unknown): Configuration {
  if (!isBody(json)) throw shapeError('stack', 'the stack', json, 'a JSON object of Terraform blocks');
  for (const name of Object.keys(json)) refuseOtherBlocks(name, json[name]);
  return {
    resources: declarations(json.resource, 'resource', ''),
    data: declarations(json.data, 'data', 'data.'),
    locals: new Map(bodies(json.locals ?? [], 'locals').flatMap(membersOf)),
    variables: onlyOnes(labelled(json.variable, 'variable'), 'var.'),
    providers: providersOf(json.provider),
  };
}

function refuseOtherBlocks(name: string, content: unknown): void {
  if (IGNORED.includes(name) || READ.includes(name)) return;
  if (name === 'module') {
    const [first] = labelled(content, 'module');
    if (!first) return;
    throw new TerraformReadError(`module.${first[0]}`, {
      what: 'what a module makes is not in this file',
      allowed: 'resources of the stack itself',
      fix: 'leave the module to another stack',
    });
  }
  throw new TerraformReadError(name, {
    what: 'there is no such block',
    allowed: [...READ, ...IGNORED].join(', '),
    fix: 'correct its name',
  });
}

function declarations(content: unknown, block: string, prefix: string): Map<string, Declaration> {
  const found = labelled(content, block).flatMap(([type, byName]) =>
    labelled(byName, `${prefix}${type}`).map(([name, body]): [string, Declaration] => {
      const address = `${prefix}${type}.${name}`;
      if (!isBody(body)) throw shapeError(address, 'the block', body, 'an object of arguments');
      return [address, { address, type, name, body }];
    }),
  );
  const byAddress = new Map(found);
  if (byAddress.size < found.length) refuseTwins(found.map(([address]) => address));
  return byAddress;
}

function providersOf(content: unknown): Map<string, Body> {
  const found = labelled(content, 'provider').map(([name, body]): [string, unknown] => [
    isBody(body) && typeof body.alias === 'string' ? `${name}.${body.alias}` : name,
    body,
  ]);
  return onlyOnes(found, 'provider.');
}

function onlyOnes(found: readonly [string, unknown][], prefix: string): Map<string, Body> {
  const byName = new Map<string, Body>();
  for (const [name, body] of found) {
    if (byName.has(name)) refuseTwins([`${prefix}${name}`, `${prefix}${name}`]);
    if (!isBody(body)) throw shapeError(`${prefix}${name}`, 'the block', body, 'an object of arguments');
    byName.set(name, body);
  }
  return byName;
}

/** The blocks under one label, whichever way they are written: `{label: {…}}`, `{label: [{…}, …]}`, `[{label: …}, …]`. */
function labelled(content: unknown, block: string): [string, unknown][] {
  return bodies(content ?? [], block)
    .flatMap(membersOf)
    .flatMap(([label, body]) => (Array.isArray(body) ? body : [body]).map((one): [string, unknown] => [label, one]));
}

function bodies(content: unknown, block: string): Body[] {
  return (Array.isArray(content) ? content : [content]).map((body) => {
    if (isBody(body)) return body;
    throw shapeError(block, 'the block', body, 'an object, or a list of objects');
  });
}

/** `//` is a comment at every level. */
function membersOf(body: Body): [string, unknown][] {
  return Object.entries(body).filter(([name]) => name !== '//');
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseTwins(addresses: readonly string[]): never {
  const twin = addresses.find((address, index) => addresses.indexOf(address) < index)!;
  throw new TerraformReadError(twin, {
    what: 'it is declared twice',
    allowed: 'one block for each address',
    fix: 'keep the one that is meant',
  });
}

function shapeError(address: string, what: string, value: unknown, allowed: string): TerraformReadError {
  return new TerraformReadError(address, {
    what: `${what} is no object`,
    value,
    allowed,
    fix: 'synthesize the stack again',
  });
}
