/** The parts of a refusal, each lowercase and without a final period. */
export interface TerraformRefusal {
  /** What went wrong: `the bucket is not known before an apply`. */
  readonly what: string;
  /** The value that was given; left out where nothing was given. */
  readonly value?: unknown;
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/**
 * Terraform JSON that cannot be read into a world: Terraform or AWS would refuse it, or it may decide over access in a
 * way that this reader does not know, and leaving it out would be a guess.
 */
export class TerraformReadError extends Error {
  override readonly name = 'TerraformReadError';
  readonly what: string;
  readonly allowed: string;
  readonly fix: string;

  /** @param address of the resource, data source or block, e.g. `aws_s3_bucket_policy.data` */
  constructor(
    readonly address: string,
    { what, value, allowed, fix }: TerraformRefusal,
  ) {
    const got = value === undefined ? '' : `, got ${shown(value)}`;
    super(`${address}: ${what}${got}; allowed: ${allowed}; ${fix}`);
    this.what = what;
    this.allowed = allowed;
    this.fix = fix;
  }
}

const LONGEST = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
