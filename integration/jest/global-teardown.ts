// `globalTeardown` of Jest: ends the LocalStack of the run.
export { teardown as default } from './global-setup';
