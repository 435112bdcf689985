import type { PolicyDocument, Statement } from '../../access/policy/document';

/** What a canary's policy allows. */
export function allow(Action: string, Resource?: string | readonly string[], more: Partial<Statement> = {}): Statement {
  return { Effect: 'Allow', ...more, Action, ...(Resource !== undefined && { Resource }) };
}

/** What it denies. */
export function deny(Action: string, Resource: string | readonly string[], more: Partial<Statement> = {}): Statement {
  return { Effect: 'Deny', ...more, Action, Resource };
}

/** The text of a policy. */
export function documentOf(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements } satisfies PolicyDocument);
}

/** The objects of a bucket below a folder. */
export function objectsIn(bucket: string, folder?: string): string {
  return `arn:aws:s3:::${bucket}/${folder === undefined ? '*' : `${folder}/*`}`;
}
