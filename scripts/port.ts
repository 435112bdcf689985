import { CommandError } from './errors';

/** The port that `--port` names. @throws CommandError when it names none */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new CommandError(`--port ${text}: a port is a number from 0 (any free one) to 65535`, 2);
}
