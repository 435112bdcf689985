// Mutation tests of the decision engine: `npm run mutation`, or of a part of it `npm run mutation -- -m access/match/*.ts`.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: {
    'no-config': true,
    'no-package': true,
    require: ['./test/mutation-setup.cjs'],
    spec: ['test/access/**/*.test.ts'],
    // Random tests reach every mutant, and would be most of the time: what the cases do not kill counts as alive.
    ignore: ['**/{properties,metamorphic,fuzz,browser-bundle,rules,generated}.test.ts'],
  },
  mutate: ['access/**/*.ts', '!access/index.ts', '!access/tables/generated/**'],
  // Stryker reads a tsconfig.json by the compiler's own API, which TypeScript 7 does not have; the tests need none.
  ignorePatterns: ['/dist', '/docs', '/cdktf.out', '/coverage', '/reports', '/tsconfig*.json'],
  coverageAnalysis: 'perTest',
  // Mutants of module-level tables would need every test again, each in a new process.
  ignoreStatic: true,
  cleanTempDir: 'always',
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  concurrency: 2,
  timeoutMS: 10_000,
  timeoutFactor: 3,
  reporters: ['clear-text', 'progress', 'json'],
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
