import { TargetError } from '../targets/target';

/** The environment variable by which the set-up of a run tells its workers where its LocalStack answers. */
export const localStackVariable = 'CROSSBUCKET_LOCALSTACK';

/** Where the LocalStack of this run answers. @throws TargetError when nobody started one */
export function localStackUrl(): string {
  const url = process.env[localStackVariable];
  if (url) return url;
  throw new TargetError(
    'no LocalStack was started for this run; set globalSetup to crossbucket/jest/global-setup and globalTeardown to ' +
      `crossbucket/jest/global-teardown in the runner's configuration, or ${localStackVariable} to the URL of a running one`,
  );
}
