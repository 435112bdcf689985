// The floors of the house, as rules for oxlint: a file may know the floors below its own, never those above.
import { dirname, relative, resolve, sep } from 'node:path';

const above = {
  access: ['contract', 'modules', 'stacks', 'emulator', 'integration', 'scripts', 'main'],
  contract: ['modules', 'stacks', 'emulator', 'integration', 'scripts', 'main'],
  modules: ['stacks', 'emulator', 'integration', 'scripts', 'main'],
  stacks: ['emulator', 'integration', 'scripts', 'main'],
  emulator: ['contract', 'modules', 'stacks', 'integration', 'scripts', 'main'],
  integration: ['scripts', 'main'],
};

const cdktf = /^(cdktf|@cdktf|constructs)(\/|$)/;
const sdk = /^@aws-sdk\//;
const foreign = {
  access: [cdktf, sdk, /^(node:|(https?|fs|net)(\/|$))/],
  contract: [cdktf, sdk, /^(node:)?(https?|net)$/],
  emulator: [cdktf, sdk],
};

/** What is wrong when a file, named from the root, loads a module; undefined if nothing is. */
function fault(file, module) {
  if (module === '@cdktf/provider-aws') return 'import the sub-path (lib/<resource>): the root costs 3 s and 500 MB';
  const [floor] = file.split(sep);
  if (!module.startsWith('.')) {
    return foreign[floor]?.some((library) => library.test(module)) && `${floor}/ must not know ${module}`;
  }
  const [room] = relative('.', resolve(dirname(file), module)).split(sep);
  return above[floor]?.includes(room) && `imports run downwards: ${floor}/ may not know ${room}, a floor above it`;
}

/** Whether it is imported, re-exported, required or named in a type, at once or when it is first used. */
const importsRunDownwards = {
  create(context) {
    const file = relative(context.cwd, context.filename);
    const check = (source) => {
      const message = typeof source?.value === 'string' && fault(file, source.value);
      if (message) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source, argument }) => check(source ?? argument?.literal ?? argument),
      TSExternalModuleReference: ({ expression }) => check(expression),
      CallExpression({ callee, arguments: [module] }) {
        if (callee.type === 'Identifier' && callee.name === 'require') check(module);
      },
    };
  },
};

const namedExports = {
  create: (context) => ({
    ExportAllDeclaration: (node) => context.report({ node, message: 'name what you export' }),
  }),
};

export default {
  meta: { name: 'floors' },
  rules: { 'imports-run-downwards': importsRunDownwards, 'named-exports': namedExports },
};
