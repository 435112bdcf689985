/** One piece of a policy string: plain text, a wildcard, a policy variable, or something not known yet. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'star' }
  | { readonly kind: 'one' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** How to read a policy string. */
export interface TemplateOptions {
  /** Whether `${…}` is a variable: only in policies of Version 2012-10-17 (D086), and where the element allows it. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
}

/** What may be special: a placeholder, `${…}`, or a wildcard. Shared: a copy for each string costs more than to read it. */
const SPECIAL = /\uE000([^\uE001]*)\uE001|\$\{([^}]*)\}|[*?]/g;
const VARIABLE = /^\s*([^,'\s*?$]+)\s*(?:,\s*'([^']*)'\s*)?$/;

/**
 * Reads a policy string into its parts (R-C-VAR). `${*}`, `${?}` and `${$}` are those characters themselves; a `${…}`
 * that is no variable is text, in which wildcards still count.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string, options: TemplateOptions): Part[] {
  const { variables, wildcards } = options;
  const parts: Part[] = [];
  let literal = '';
  const push = (part: Part) => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    parts.push(part);
  };
  let at = (SPECIAL.lastIndex = 0);
  for (let found = SPECIAL.exec(text); found; found = SPECIAL.exec(text)) {
    literal += text.slice(at, found.index);
    at = SPECIAL.lastIndex;
    const [whole, unknown, inner] = found;
    const variable = variables && inner !== undefined ? variableIn(inner) : undefined;
    if (unknown !== undefined) push({ kind: 'unknown', name: unknown });
    else if (typeof variable === 'string') literal += variable;
    else if (variable) push(variable);
    else if (inner !== undefined) {
      literal += '$';
      at = SPECIAL.lastIndex = found.index + 1;
    } else if (wildcards) push({ kind: whole === '*' ? 'star' : 'one' });
    else literal += whole;
  }
  literal += text.slice(at);
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  return parts;
}

/** A literal character, a variable, or undefined when the text between the braces is neither. */
function variableIn(inner: string): string | Part | undefined {
  if (inner === '*' || inner === '?' || inner === '$') return inner;
  const match = VARIABLE.exec(inner);
  if (!match) return undefined;
  const key = match[1]!.toLowerCase();
  return match[2] === undefined ? { kind: 'variable', key } : { kind: 'variable', key, fallback: match[2] };
}
