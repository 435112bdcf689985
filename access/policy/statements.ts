import type { OneOrMany, PolicyDocument, Statement } from './document';

/** A value that may stand alone or in a list, as a list. */
export function listOf<T extends string | number | boolean | object>(value: OneOrMany<T>): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** The statements of a document, whether it has one or a list of them. */
export function statementsOf(document: PolicyDocument): readonly Statement[] {
  return listOf(document.Statement);
}

/** How explanations name a statement: its Sid, or `#` and its position from 0. */
export function statementLabel(statement: Statement, index: number): string {
  return statement.Sid !== undefined && statement.Sid !== '' ? statement.Sid : `#${index}`;
}
