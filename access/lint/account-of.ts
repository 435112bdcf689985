import { parseArn } from '../world/arn';

/** The account that a principal is of; undefined where its name does not say. @param name of the type AWS */
export function accountOf(name: string): string | undefined {
  if (/^\d{12}$/.test(name)) return name;
  const account = parseArn(name)?.account;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
