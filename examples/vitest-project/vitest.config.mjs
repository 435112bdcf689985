export default { test: { setupFiles: ['test/setup.ts'] } };
