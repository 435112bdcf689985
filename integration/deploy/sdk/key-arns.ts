import { parseArn } from '../../../access/world/arn';

/**
 * Plain data in which keys have the ids that they have on a backend: no backend lets one choose them.
 *
 * @param keyArns the ARN of each key in a world -> its ARN on the backend
 */
export function withKeys<T>(value: T, keyArns: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value);
  let replaced = text;
  for (const [from, to] of keyArns) replaced = replaced.replaceAll(from, to).replaceAll(keyIdOf(from), keyIdOf(to));
  return replaced === text ? value : (JSON.parse(replaced) as T);
}

function keyIdOf(arn: string): string {
  return parseArn(arn)!.resource.slice('key/'.length);
}
