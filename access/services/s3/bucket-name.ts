/** What S3 has against a name, as a predicate, and what it takes there. */
export interface BucketNameProblem {
  /** `has capital letters` */
  readonly what: string;
  readonly allowed: string;
}

/** What a name of a general purpose bucket may not be, in the order in which it is said. */
const PROBLEMS: readonly (BucketNameProblem & { readonly when: RegExp })[] = [
  { when: /[A-Z]/, what: 'has capital letters', allowed: 'a-z, 0-9, . and -' },
  { when: /[^a-z0-9.-]/, what: 'has characters that bucket names cannot have', allowed: 'a-z, 0-9, . and -' },
  { when: /^.{0,2}$/, what: 'is too short', allowed: '3 to 63 characters' },
  { when: /^.{64}/, what: 'is too long', allowed: '3 to 63 characters' },
  { when: /^[^a-z0-9]|[^a-z0-9]$/, what: 'begins or ends with . or -', allowed: 'a letter or digit at both ends' },
  { when: /\.\./, what: 'has two dots in a row', allowed: 'single dots' },
  { when: /^\d+\.\d+\.\d+\.\d+$/, what: 'looks like an IP address', allowed: 'any other name' },
  ...['xn--', 'sthree-', 'amzn-s3-demo-'].map((prefix) => ({
    when: new RegExp(`^${prefix}`),
    what: `begins with ${prefix}, which S3 keeps for itself`,
    allowed: 'any other beginning',
  })),
  ...[
    ['-s3alias', 'the aliases of access points'],
    ['--ol-s3', 'the aliases of Object Lambda access points'],
    ['.mrap', 'multi-region access points'],
    ['--x-s3', 'directory buckets'],
    ['--table-s3', 'table buckets'],
    ['-an', 'buckets in the namespace of an account'],
  ].map(([suffix, whose]) => ({
    when: new RegExp(`${suffix!.replace('.', '\\.')}$`),
    what: `ends with ${suffix}, which S3 keeps for ${whose}`,
    allowed: 'any other ending',
  })),
];

/**
 * What is wrong with the name of a general purpose bucket in the global namespace; undefined when S3 takes it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNameProblem(name: string): BucketNameProblem | undefined {
  return PROBLEMS.find(({ when }) => when.test(name));
}
