/** A place in a text; both count from 1. */
export interface Position {
  readonly Line: number;
  readonly Column: number;
}

/** Where a statement stands in the text of its policy. */
export interface StatementSpan {
  readonly start: Position;
  readonly end: Position;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Where each statement of a policy stands, in the simulator's own way of counting: from where its reader is when it
 * turns to the statement (behind the list's bracket, behind the statement before, or behind the brace of a statement
 * that stands alone) to just behind the statement's last brace.
 *
 * @param text the policy as it was given, valid JSON
 * @see https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html (examples: 38 to 167)
 * @see https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-principal-policy.html (3:19 to 9:10)
 */
export function statementSpans(text: string): StatementSpan[] {
  const spans: StatementSpan[] = [];
  let depth = 0;
  let name = '';
  /** How deep the statements stand; 0 outside the Statement element. */
  let level = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const behind = index + token.length;
    if (token.startsWith('"')) name = token;
    else if (token === ':' && depth === 1 && JSON.parse(name) === 'Statement') level = 1;
    else if (token === '[' || token === '{') {
      if (level === 1 && depth === 1) {
        start = behind;
        if (token === '[') level = 2;
      }
      depth++;
    } else if (token === ']' || token === '}') {
      depth--;
      if (level > 0 && depth === level && token === '}') {
        spans.push({ start: positionAt(text, start), end: positionAt(text, behind) });
        start = behind;
      }
      if (depth === 1) level = 0;
    }
  }
  return spans;
}

function positionAt(text: string, index: number): Position {
  const before = text.slice(0, index);
  return { Line: before.split('\n').length, Column: index - before.lastIndexOf('\n') };
}
