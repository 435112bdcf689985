/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/integration/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/cdktf.out/',
    '<rootDir>/.stryker-tmp/',
    '<rootDir>/examples/',
  ],
  setupFiles: ['<rootDir>/test/setup.cjs'],
  testSequencer: '<rootDir>/test/sequencer.cjs',
  reporters: ['default', '<rootDir>/test/summary-reporter.cjs'],
  // On two cores jest would run one worker, and take twice as long.
  maxWorkers: '100%',
  testTimeout: 30_000,
};
