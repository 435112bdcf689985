import type { Expression, Operator } from './syntax';
import { closedAt, parseTemplate } from './template';

/** An expression that is beyond this reader; caught where the whole expression becomes `unreadable`. */
class Unreadable extends Error {}

const IDENTIFIER = /[A-Za-z_][\w-]*/y;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const ATTRIBUTE = /\.([A-Za-z_][\w-]*|\d+)/y;
const SPACE = /\s+/y;
const OPERATOR = /\|\||&&|==|!=/y;
const BINDING: Readonly<Record<Operator, number>> = { '||': 1, '&&': 2, '==': 3, '!=': 3 };
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads the inside of `${…}`: literals, references, calls, lists, objects, conditionals, comparisons. `for`, splats,
 * arithmetic, comments and heredocs make the whole expression `unreadable`.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions
 */
export function parseExpression(source: string): Expression {
  try {
    return new Parser(source).whole();
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', source };
    throw error;
  }
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): Expression {
    const expression = this.expression();
    this.space();
    if (this.at < this.text.length) throw new Unreadable();
    return expression;
  }

  private expression(): Expression {
    this.space();
    const start = this.at;
    const condition = this.operation(0);
    if (!this.accept('?')) return condition;
    const then = this.expression();
    this.expect(':');
    const otherwise = this.expression();
    return { kind: 'conditional', condition, then, otherwise, source: this.text.slice(start, this.at) };
  }

  private operation(binding: number): Expression {
    this.space();
    const start = this.at;
    let left = this.unary();
    for (;;) {
      this.space();
      const before = this.at;
      const operator = this.match(OPERATOR)?.[0] as Operator | undefined;
      if (operator === undefined || BINDING[operator] <= binding) {
        this.at = before;
        return left;
      }
      const right = this.operation(BINDING[operator]);
      left = { kind: 'operation', operator, left, right, source: this.text.slice(start, this.at) };
    }
  }

  private unary(): Expression {
    const start = this.at;
    if (!this.accept('!')) return this.members(start, this.primary());
    const of = this.unary();
    return { kind: 'not', of, source: this.text.slice(start, this.at) };
  }

  private members(start: number, of: Expression): Expression {
    const keys: Expression[] = [];
    for (;;) {
      const attribute = this.match(ATTRIBUTE)?.[1];
      if (attribute !== undefined) keys.push({ kind: 'literal', value: attribute });
      else if (this.text[this.at] === '[') keys.push(this.index());
      else break;
    }
    const source = this.text.slice(start, this.at);
    if (keys.length === 0) return of;
    return of.kind === 'reference'
      ? { ...of, keys: [...of.keys, ...keys], source }
      : { kind: 'member', of, keys, source };
  }

  private index(): Expression {
    this.at++;
    const key = this.expression();
    this.expect(']');
    return key;
  }

  private primary(): Expression {
    if (this.accept('(')) return this.closed(this.expression(), ')');
    if (this.accept('[')) return { kind: 'list', items: this.items(']') };
    if (this.accept('{')) return { kind: 'object', entries: this.entries() };
    if (this.text[this.at] === '"') return this.quoted();
    const number = this.match(NUMBER)?.[0];
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    return this.named();
  }

  private named(): Expression {
    const start = this.at;
    const name = this.match(IDENTIFIER)?.[0];
    if (name === undefined) throw new Unreadable();
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return { kind: 'literal', value: constant };
    if (this.text[this.at] !== '(') return { kind: 'reference', root: name, keys: [], source: name };
    this.at++;
    const list = this.items(')');
    return { kind: 'call', name, arguments: list, source: this.text.slice(start, this.at) };
  }

  private items(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.accept(end)) {
      items.push(this.expression());
      if (this.accept(',')) continue;
      this.expect(end);
      break;
    }
    return items;
  }

  private entries(): (readonly [Expression, Expression])[] {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.accept('}')) {
      const key = this.key();
      if (!this.accept(':')) this.expect('=');
      entries.push([key, this.expression()]);
      // A new line separates entries as a comma does.
      this.accept(',');
    }
    return entries;
  }

  private key(): Expression {
    const name = this.match(IDENTIFIER)?.[0];
    return name === undefined ? this.primary() : { kind: 'literal', value: name };
  }

  private quoted(): Expression {
    const end = closedAt(this.text, this.at + 1, '"');
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return parseTemplate(text, unescape);
  }

  private closed(expression: Expression, end: string): Expression {
    this.expect(end);
    return expression;
  }

  private accept(text: string): boolean {
    this.space();
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw new Unreadable();
  }

  private space(): void {
    this.match(SPACE);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function unescape(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/gs, (_, code: string) => {
    const escape = ESCAPES[code];
    if (escape !== undefined) return escape;
    const point = parseInt(code.slice(1), 16);
    if (!(point <= 0x10ffff)) throw new Unreadable();
    return String.fromCodePoint(point);
  });
}
