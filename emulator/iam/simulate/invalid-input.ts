import { AwsError } from '../../http/exchange';

/** What the simulator says of input that it cannot work with. */
export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', 400, message);
}
