import { AwsError } from '../http/exchange';
import type { Members } from '../http/json-protocol';

/**
 * Ends an operation that was asked for with `DryRun`, where everything was checked and nothing is done yet.
 *
 * @throws AwsError DryRunOperationException 412
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html
 */
export function endDryRun(members: Members): void {
  if (members.boolean('DryRun')) {
    throw new AwsError(
      'DryRunOperationException',
      412,
      'The request would have succeeded, but the DryRun option is set.',
    );
  }
}
