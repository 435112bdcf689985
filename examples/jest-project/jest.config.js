/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.ts$': '@swc/jest' },
};
