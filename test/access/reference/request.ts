import type { Call } from '../../../access/call';
import type { PolicySets } from '../../../access/decide/policy-sets';
import { callerKeys } from './caller-keys';

/** A question with nothing unknown in it. */
export interface Question {
  readonly call: Call;
  readonly policies: PolicySets;
}

/** What statements are held against: the question, and every context key that it has. */
export interface Request extends Question {
  /** Names in lower case. */
  readonly keys: ReadonlyMap<string, string | readonly string[]>;
}

/** Makes a question ready; what the service filled in wins over what follows from the caller. */
export function requestOf(question: Question): Request {
  const keys = new Map<string, string | readonly string[]>();
  for (const [name, value] of callerKeys(question.call.caller)) keys.set(name.toLowerCase(), value);
  for (const [name, value] of Object.entries(question.call.context)) keys.set(name.toLowerCase(), value);
  return { ...question, keys };
}

/** A context key's value; names are compared without regard to case. */
export function valueOf(request: Request, key: string): string | readonly string[] | undefined {
  return request.keys.get(key.toLowerCase());
}
