import { parseArn } from '../world/arn';

/** The account that a principal is of; undefined where its name does not say. @param name of the type AWS */
export function accountOf(name: string): string | undefined {
  const account = parseArn(name)?.account ?? name;
  return /^\d{12}$/.test(account) ? account : undefined;
}
