import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../errors';

/**
 * The pair files a command works on: those it was given, or all in `pairs/`.
 *
 * @throws CommandError with exit code 2 when there are none
 */
export function pairFiles(files: readonly string[], dir = 'pairs'): string[] {
  if (files.length) return [...files];
  const found = existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => /\.(ya?ml|json)$/.test(name))
        .sort()
        .map((name) => join(dir, name))
    : [];
  if (found.length) return found;
  throw new CommandError(`no pair file in ${dir}/; name one, or write one with crossbucket add`, 2);
}
