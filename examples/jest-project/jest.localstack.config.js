/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test-localstack'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  globalSetup: 'crossbucket/jest/global-setup',
  globalTeardown: 'crossbucket/jest/global-teardown',
  testTimeout: 60_000,
};
