import type { IConstruct } from 'constructs';

/** The four parts of a refusal, each lowercase and without a final period. */
export interface Refusal {
  /** What went wrong: `bucket name is not one S3 accepts`. */
  readonly what: string;
  /** The value that was given; left out where nothing was given. */
  readonly value?: unknown;
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Input that would synthesize to wrong Terraform. One message, nothing is written. */
export class SynthError extends Error {
  /** The path of the construct that refused, empty for the app itself. */
  readonly path: string;

  /** @param scope the construct that refuses, named in the message */
  constructor(
    readonly refusal: Refusal,
    scope?: IConstruct,
  ) {
    const { what, value, allowed, fix } = refusal;
    const path = scope?.node.path ?? '';
    const got = value === undefined ? '' : `, got ${JSON.stringify(value) ?? String(value)}`;
    super(`${path ? `${path}: ` : ''}${what}${got}; allowed: ${allowed}; ${fix}`);
    this.name = 'SynthError';
    this.path = path;
  }
}
