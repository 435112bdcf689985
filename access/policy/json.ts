import type { PolicyKind } from './document';
import { malformed, type PolicyError } from './errors';
import { misshapen } from './words';

/** What services say of a text that is no JSON, where they do not say what all others say. */
const NOT_JSON: Partial<Record<PolicyKind, string>> = {
  session: 'The policy is not in the valid JSON format.',
};

/**
 * Reads the JSON text of a policy as AWS does: an object whose members have names of their own, and, but for keys and
 * endpoints, nothing before its brace.
 *
 * @throws PolicyError for any other text
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readJson(text: string, kind: PolicyKind): unknown {
  refuseBeginning(text, kind);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notJson(kind, (error as SyntaxError).message);
  }
  const twice = repeatedName(text);
  if (twice !== undefined) {
    throw notJson(kind, `${JSON.stringify(twice)} stands twice in one object; each name may stand there once`);
  }
  return value;
}

function notJson(kind: PolicyKind, detail: string): PolicyError {
  const message = NOT_JSON[kind];
  return message === undefined
    ? misshapen(kind, 'This policy contains invalid Json', detail)
    : malformed(kind, message, detail);
}

function refuseBeginning(text: string, kind: PolicyKind): void {
  if (kind === 'bucket' && !text.startsWith('{')) {
    throw malformed(
      kind,
      "Policies must be valid JSON and the first byte must be '{'",
      `the text begins with ${JSON.stringify(text.slice(0, 20))}`,
    );
  }
  if ((kind === 'identity' || kind === 'boundary' || kind === 'trust') && /^\s/.test(text)) {
    throw malformed(kind, 'JSON strings must not have leading spaces', 'remove the white space before the first brace');
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The first name that an object has twice. @param text valid JSON */
function repeatedName(text: string): string | undefined {
  // One set of names for each object that is open, none for lists.
  const open: (Set<string> | undefined)[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = JSON.parse(string) as string;
      const names = open.at(-1)!;
      if (names.has(name)) return name;
      names.add(name);
    } else string = token;
  }
  return undefined;
}
