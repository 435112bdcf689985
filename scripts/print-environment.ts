import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartedAws } from '../emulator/started-aws';

/**
 * Prints how to reach a running AWS, as a shell's environment for the root of an account. The certificate authority lies
 * in a file for as long as it runs.
 *
 * @param what runs, in a sentence
 * @param account whose root the environment is for
 * @param until when it ends
 */
export async function printEnvironment(
  aws: StartedAws,
  what: string,
  account: string,
  until: Promise<void>,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'crossbucket-'));
  try {
    const ca = join(dir, 'ca.pem');
    writeFileSync(ca, aws.ca);
    const { accessKeyId, secretAccessKey } = aws.rootCredentials(account);
    process.stdout.write(
      [
        `# ${what}`,
        `# A 12-digit access key id is that account's root (for set-up), always with the secret below.`,
        `#   https ${aws.endpoint}`,
        `#   http  ${aws.httpEndpoint}`,
        `export AWS_ENDPOINT_URL=${aws.endpoint}`,
        `export AWS_CA_BUNDLE=${ca}`,
        `export NODE_EXTRA_CA_CERTS=${ca}`,
        `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
        `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
        `export AWS_REGION=eu-west-1`,
        // The AWS CLI's first version reads this one.
        `export AWS_DEFAULT_REGION=eu-west-1`,
        '',
      ].join('\n'),
    );
    await until;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
