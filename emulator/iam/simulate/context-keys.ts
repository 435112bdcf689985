import { parseTemplate } from '../../../access/match/template';
import type { PolicyDocument, Statement } from '../../../access/policy/document';
import { listOf, statementsOf } from '../../../access/policy/statements';

/**
 * The condition keys that policies ask for, by their conditions and by the variables in resources and values: each once,
 * spelled as where it comes first, in the order of the statements.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
 */
export function contextKeysOf(documents: Iterable<PolicyDocument>): string[] {
  const keys = new Map<string, string>();
  for (const document of documents) {
    const variables = document.Version === '2012-10-17';
    for (const statement of statementsOf(document)) {
      for (const key of keysIn(statement, variables)) {
        if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
      }
    }
  }
  return [...keys.values()];
}

function* keysIn({ Resource, NotResource, Condition }: Statement, variables: boolean): Generator<string> {
  if (variables) for (const text of listOf<string>(Resource ?? NotResource ?? [])) yield* variablesIn(text);
  for (const byKey of Object.values(Condition ?? {})) {
    for (const [key, values] of Object.entries(byKey)) {
      yield key;
      if (!variables) continue;
      for (const value of listOf<string | number | boolean>(values)) yield* variablesIn(String(value));
    }
  }
}

function* variablesIn(text: string): Generator<string> {
  for (const part of parseTemplate(text, { variables: true, wildcards: true })) {
    if (part.kind !== 'variable') continue;
    const at = text.toLowerCase().indexOf(part.key);
    yield text.slice(at, at + part.key.length);
  }
}
