import {
  App,
  Aspects,
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformRemoteState,
  TerraformResource,
  TerraformStack,
} from 'cdktf';
import type { IConstruct } from 'constructs';
import { isAbsolute, win32 } from 'node:path';
import { SynthError } from '../modules/synth-error';

/**
 * Refuses what CDKTF 0.21 would turn into wrong Terraform without a word. It has to run after the stack is prepared,
 * because that is when CDKTF adds a backend and follows references into other stacks.
 *
 * @throws SynthError for the first mistake found
 */
export function refuseSilentMistakes(stack: TerraformStack): void {
  refuseHclOutput(App.of(stack));
  refuseAspectsAbove(stack);
  const addresses = new Map<string, TerraformElement>();
  for (const element of elementsOf(stack)) {
    refuseSharedAddress(addresses, element);
    if (element instanceof TerraformRemoteState) refuseRemoteState(element);
    if (TerraformOutput.isTerraformOutput(element)) refuseOutput(element);
    if (TerraformBackend.isBackend(element)) refuseAbsolutePath(element);
  }
}

/** `hclOutput` writes JSON into `cdk.tf`; the environment variable writes policies that Terraform cannot parse. */
export function refuseHclOutput(app: App): void {
  const variable = process.env.SYNTH_HCL_OUTPUT;
  if (!app.hclOutput && variable !== '1' && variable !== 'true') return;
  throw new SynthError({
    what: 'HCL output would quote policies wrongly (hashicorp/terraform-cdk#3911)',
    value: variable === undefined ? 'hclOutput: true' : `SYNTH_HCL_OUTPUT=${variable}`,
    allowed: 'Terraform JSON',
    fix: 'leave out --hcl, hclOutput and SYNTH_HCL_OUTPUT',
  });
}

/**
 * Stacks are written to a folder of their id, wherever in the app they are: of two with one id the last one would win.
 *
 * @throws SynthError for such a pair, and for an id that is no safe folder name on every system
 */
export function refuseSharedStackIds(app: App): void {
  const seen = new Map<string, TerraformStack>();
  for (const stack of stacksBelow(app)) {
    const { id } = stack.node;
    if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) {
      throw new SynthError(
        { what: 'stack id is no safe folder name', value: id, allowed: 'a-z, 0-9 and -', fix: 'rename the stack' },
        stack,
      );
    }
    const twin = seen.get(id);
    if (twin) {
      throw new SynthError(
        {
          what: `stack id is that of ${twin.node.path} too, and both would be one file (hashicorp/terraform-cdk#2976)`,
          value: id,
          allowed: 'ids that are unique in the app, whatever the stacks stand under',
          fix: 'rename one of them',
        },
        stack,
      );
    }
    seen.set(id, stack);
  }
}

/** Aspects run from the stack downwards only. */
function refuseAspectsAbove(stack: TerraformStack): void {
  const above = stack.node.scopes.filter((scope) => scope !== stack);
  const scope = above.find((construct) => Aspects.of(construct).all.length > 0);
  if (!scope) return;
  throw new SynthError(
    {
      what: 'an aspect stands above the stacks, where CDKTF never runs it',
      value: App.isApp(scope) ? 'Aspects.of(app)' : `Aspects.of(${scope.node.path})`,
      allowed: 'aspects on a stack or below one',
      fix: 'add it to each stack',
    },
    stack,
  );
}

/** At the top of a stack `a.b` and `ab` both become `ab`, and one resource is gone. */
function refuseSharedAddress(addresses: Map<string, TerraformElement>, element: TerraformElement): void {
  const kind = addressKind(element);
  if (!kind) return;
  const address = `${kind}.${element.friendlyUniqueId}`;
  const other = addresses.get(address);
  if (other) {
    throw new SynthError(
      {
        what: `construct has the Terraform address of another one, ${other.node.path}`,
        value: address,
        allowed: 'construct ids of a-z, 0-9 and - that differ in more than other characters',
        fix: 'rename one of them',
      },
      element,
    );
  }
  if (!/^[A-Za-z_][\w-]*$/.test(element.friendlyUniqueId)) {
    throw new SynthError(
      {
        what: 'construct id gives an address that Terraform does not take',
        value: address,
        allowed: 'ids that begin with a letter',
        fix: 'rename the construct',
      },
      element,
    );
  }
  addresses.set(address, element);
}

function addressKind(element: TerraformElement): string | undefined {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  if (TerraformOutput.isTerraformOutput(element)) return 'output';
  return undefined;
}

/** CDKTF would let whoever deploys the one stack read all of the other one's state, secrets included. */
function refuseRemoteState(element: TerraformElement): never {
  throw new SynthError(
    {
      what: "stack refers to another stack's attributes, and would read its whole state",
      value: element.node.id,
      allowed: 'literals: names and ARNs that are known before anything is applied',
      fix: 'pass the name or ARN as a literal',
    },
    TerraformStack.of(element),
  );
}

function refuseOutput(output: TerraformOutput): void {
  // CDKTF names the outputs that it makes for references between stacks like this.
  if (output.node.id.startsWith('cross-stack-output-')) refuseRemoteState(output);
  if (!output.precondition) return;
  throw new SynthError(
    {
      what: 'output has a precondition, which CDKTF leaves out',
      value: output.node.id,
      allowed: 'outputs without precondition',
      fix: "use addOverride('precondition', …), or a precondition of the resource",
    },
    output,
  );
}

/** Committed output would differ from machine to machine, and a colleague would begin with an empty state. */
function refuseAbsolutePath(backend: TerraformBackend): void {
  const { terraform } = backend.toTerraform() as { terraform?: { backend?: { local?: { path?: unknown } } } };
  const path = terraform?.backend?.local?.path;
  if (typeof path !== 'string' || !(isAbsolute(path) || win32.isAbsolute(path))) return;
  throw new SynthError(
    {
      what: 'local backend has an absolute path',
      value: path,
      allowed: 'a path relative to the folder of the stack, or another backend',
      fix: 'pass new LocalBackend(stack, { path }) a relative path',
    },
    TerraformStack.of(backend),
  );
}

/** All stacks of an app, at any depth, in the order in which they were made. */
export function stacksBelow(construct: IConstruct): TerraformStack[] {
  return construct.node.children.flatMap((child) => [
    ...(TerraformStack.isStack(child) ? [child] : []),
    ...stacksBelow(child),
  ]);
}

/** The Terraform elements of a stack without those of stacks below it. */
function* elementsOf(construct: IConstruct): Generator<TerraformElement> {
  for (const child of construct.node.children) {
    if (TerraformStack.isStack(child)) continue;
    if (TerraformElement.isTerraformElement(child)) yield child;
    yield* elementsOf(child);
  }
}
