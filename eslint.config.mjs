import tseslint from 'typescript-eslint';

// The floors of the house: a file may import from the floors below its own, never from those above.
const above = {
  access: ['contract', 'modules', 'stacks', 'emulator', 'integration', 'scripts', 'main'],
  contract: ['modules', 'stacks', 'emulator', 'integration', 'scripts', 'main'],
  modules: ['stacks', 'emulator', 'integration', 'scripts', 'main'],
  stacks: ['emulator', 'integration', 'scripts', 'main'],
  emulator: ['contract', 'modules', 'stacks', 'integration', 'scripts', 'main'],
  integration: ['scripts', 'main'],
};
const foreign = {
  access: ['cdktf', 'cdktf/*', '@cdktf/*', 'constructs', '@aws-sdk/*', 'http', 'https', 'node:*', 'fs', 'net'],
  contract: ['cdktf', 'cdktf/*', '@cdktf/*', 'constructs', '@aws-sdk/*', 'node:http', 'node:https', 'node:net'],
  emulator: ['cdktf', 'cdktf/*', '@cdktf/*', 'constructs', '@aws-sdk/*'],
};

const namedExports = { selector: 'ExportAllDeclaration', message: 'name what you export' };

/** What `no-restricted-imports` does not see: the same places, loaded when they are first used. */
const loadedFrom = (floor) => {
  const libraries = (foreign[floor] ?? []).map((name) => `${name.replace('*', '.+')}$`);
  const places = [`(\\.\\./)+(${above[floor].join('|')})(/|$)`, ...libraries].join('|').replaceAll('/', '\\u002F');
  return {
    selector: `:matches(CallExpression[callee.name='require'], ImportExpression) > Literal[value=/^(${places})/]`,
    message: `${floor}/ may not load what it may not import`,
  };
};

const floors = Object.entries(above).map(([floor, rooms]) => ({
  files: [`${floor}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [
          {
            name: '@cdktf/provider-aws',
            message: 'import the sub-path (lib/<resource>): the root costs 3 s and 500 MB',
          },
        ],
        patterns: [
          {
            regex: `^(\\.\\./)+(${rooms.join('|')})(/|$)`,
            message: `imports run downwards: ${floor}/ may not know the floors above it`,
          },
          ...(foreign[floor] ? [{ group: foreign[floor], message: `${floor}/ must not know this library` }] : []),
        ],
      },
    ],
    'no-restricted-syntax': ['error', namedExports, loadedFrom(floor)],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'cdktf.out/', 'coverage/', '.stryker-tmp', 'reports'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': ['error', namedExports],
    },
  },
  // What is loaded when first used is required: import() begins with Node's second loader, a tenth of the time that Node
  // itself takes, what it loads is not kept compiled, and where Jest runs other people's tests Node lets nobody use it.
  {
    files: ['**/*.cjs', 'jest.config.js', 'scripts/**/*.ts', 'emulator/**/*.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  ...floors,
);
