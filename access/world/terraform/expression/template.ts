import { parseExpression } from './parse';
import type { Expression } from './syntax';

/** A text whose `${` or `"` is never closed, which Terraform refuses. */
export class UnterminatedTemplate extends Error {}

/** What is special in a template: the two escapes, an interpolation, a directive. */
const MARKER = /\$\$\{|%%\{|\$\{|%\{/g;

/**
 * Reads a template, the form of every string in Terraform JSON. `$${` and `%%{` stand for `${` and `%{`; a template
 * that is one interpolation and nothing else keeps the type of its value.
 *
 * @param literal what the text between interpolations stands for; quoted strings inside of expressions have escapes
 * @throws UnterminatedTemplate
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function parseTemplate(text: string, literal: (text: string) => string = (same) => same): Expression {
  if (!text.includes('{')) return { kind: 'literal', value: literal(text) };
  const parts: Expression[] = [];
  let known = '';
  let from = 0;
  const marker = new RegExp(MARKER);
  for (let found = marker.exec(text); found; found = marker.exec(text)) {
    known += literal(text.slice(from, found.index));
    from = marker.lastIndex;
    if (found[0].length === 3) {
      known += found[0].slice(1);
      continue;
    }
    const end = closedAt(text, from, '{');
    const source = text.slice(from, end);
    // Directives and the `~` that eats the space around an interpolation are beyond this reader.
    if (found[0] === '%{' || /^~|~$/.test(source)) return { kind: 'unreadable', source: text };
    if (known !== '') parts.push({ kind: 'literal', value: known });
    known = '';
    parts.push(parseExpression(source));
    from = marker.lastIndex = end + 1;
  }
  known += literal(text.slice(from));
  if (known !== '') parts.push({ kind: 'literal', value: known });
  return parts.length === 1 ? parts[0]! : { kind: 'template', parts };
}

/**
 * Where what was opened before `from` is closed: a `}` or a `"` that stands inside of no other pair.
 *
 * @throws UnterminatedTemplate
 */
export function closedAt(text: string, from: number, opened: '{' | '"'): number {
  const open: string[] = [opened];
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (open.at(-1) === '{') {
      if (char === '{' || char === '"') open.push(char);
      else if (char === '}') open.pop();
    } else if (char === '"') {
      open.pop();
    } else if (char === '\\') {
      at++;
    } else if (char === '$' || char === '%') {
      if (text.startsWith(`${char}{`, at + 1)) at += 2;
      else if (text[at + 1] === '{') {
        open.push('{');
        at++;
      }
    }
    if (open.length === 0) return at;
  }
  throw new UnterminatedTemplate(text.slice(from - 2));
}
