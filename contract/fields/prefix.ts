import { firstOf, noPolicySyntax, onlyPolicyCharacters, type Problem } from './problem';

/** S3's limit for a key, less one character for a name below the prefix. */
const longest = 1023;

/**
 * What is wrong with a prefix by itself. The empty one means the whole bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export const prefixProblem = firstOf(
  starProblem,
  noPolicySyntax('a prefix'),
  onlyPolicyCharacters,
  slashProblem,
  lengthProblem,
);

/** Many write the star that a policy would have. */
function starProblem(prefix: string): Problem | undefined {
  if (!/^[^*?]*\*+$/.test(prefix)) return undefined;
  const plain = prefix.replace(/\*+$/, '');
  const near = plain === '' || plain.endsWith('/') ? plain : `${plain}/`;
  return {
    what: 'ends in *, which is there without being written',
    allowed: 'prefixes that end in /, or "" for the whole bucket',
    fix: `did you mean ${JSON.stringify(near)}?`,
  };
}

function slashProblem(prefix: string): Problem | undefined {
  if (prefix === '') return undefined;
  const near = `${prefix.replace(/\/+/g, '/').replace(/^\//, '').replace(/\/$/, '')}/`;
  const fix = near === '/' ? 'write "" for the whole bucket' : `did you mean ${JSON.stringify(near)}?`;
  if (prefix.startsWith('/')) {
    return { what: 'begins with a slash, which no key of S3 does', allowed: 'prefixes like reports/', fix };
  }
  if (prefix.includes('//')) {
    return { what: 'has two slashes in a row', allowed: 'prefixes like reports/2024/', fix };
  }
  if (!prefix.endsWith('/')) {
    const what = 'does not end in a slash, so it would cover its siblings too';
    return { what, allowed: 'prefixes that end in /, or "" for the whole bucket', fix };
  }
  if (prefix.split('/').some((part) => part === '.' || part === '..')) {
    const what = 'has . or .. between slashes, which clients take out of a path';
    return { what, allowed: 'prefixes like reports/2024/', fix: 'write the prefix out' };
  }
  return undefined;
}

function lengthProblem(prefix: string): Problem | undefined {
  const bytes = new TextEncoder().encode(prefix).length;
  if (bytes <= longest) return undefined;
  const what = `has ${bytes} bytes, which leaves no room for a name below it`;
  return { what, allowed: `at most ${longest} bytes`, fix: 'choose a shorter one' };
}
