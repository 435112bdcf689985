import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleaved, nodeTime, times, type Figure } from './measure';

const root = join(__dirname, '..', '..');

/** Our synth of the example pairs against bare CDKTF making the same resources from ready-made values. */
export async function synthesis(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'crossbucket-bench-'));
  const pairs = ['lake-to-analytics', 'orders-with-partner'].map((name) => join(root, '..', 'pairs', `${name}.yaml`));
  const ours = [join(root, 'scripts', 'cli.js'), 'synth', ...pairs, '--out', join(dir, 'ours')];
  try {
    nodeTime(ours);
    const bare = join(dir, 'bare.cjs');
    writeFileSync(bare, bareProgram(join(dir, 'ours'), join(dir, 'bare')));
    const medians = await interleaved(9, { ours: () => nodeTime(ours), bare: () => nodeTime([bare]) });
    const ratio = medians.ours / medians.bare;
    return [
      {
        what: '`synth` of both example pairs against bare CDKTF making the same resources',
        measured: `${times(ratio)} (${Math.round(medians.ours)} ms of ${Math.round(medians.bare)} ms)`,
        target: '<= 1.5x',
        holds: ratio <= 1.5,
      },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

type Stack = { readonly resource?: Record<string, Record<string, Record<string, unknown>>> };

/** A program that makes the resources of synthesized stacks with the provider's own classes and literal values. */
function bareProgram(synthesized: string, outdir: string): string {
  const manifest = JSON.parse(readFileSync(join(synthesized, 'manifest.json'), 'utf8')) as {
    stacks: Record<string, { synthesizedStackPath: string }>;
  };
  const lines = [
    `const { App, TerraformStack } = require(${resolve('cdktf')});`,
    `const { AwsProvider } = require(${resolve('@cdktf/provider-aws/lib/provider')});`,
    `const app = new App({ outdir: ${JSON.stringify(outdir)} });`,
  ];
  Object.entries(manifest.stacks).forEach(([id, { synthesizedStackPath }], index) => {
    const stack = JSON.parse(readFileSync(join(synthesized, synthesizedStackPath), 'utf8')) as Stack;
    lines.push(`const s${index} = new TerraformStack(app, ${JSON.stringify(id)});`);
    lines.push(`new AwsProvider(s${index}, 'aws', { region: 'eu-west-1' });`);
    for (const [type, resources] of Object.entries(stack.resource ?? {})) {
      for (const [name, values] of Object.entries(resources)) {
        const { path, className } = classOf(type);
        const config = camel(
          Object.fromEntries(Object.entries(values).filter(([key]) => key !== '//' && key !== 'depends_on')),
        );
        lines.push(
          `new (require(${resolve(path)}).${className})(s${index}, ${JSON.stringify(`${type}-${name}`)}, ${JSON.stringify(config)});`,
        );
      }
    }
  });
  return [...lines, 'app.synth();', ''].join('\n');
}

function resolve(module: string): string {
  return JSON.stringify(require.resolve(module));
}

/** The provider's class of a Terraform resource type; some have an `A` after their name. */
function classOf(type: string): { path: string; className: string } {
  const words = type.replace(/^aws_/, '').split('_');
  const path = `@cdktf/provider-aws/lib/${words.join('-')}`;
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  const exported = require(path) as Record<string, unknown>;
  return { path, className: name in exported ? name : `${name}A` };
}

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      key === 'tags' ? inner : camel(inner),
    ]),
  );
}
