import type { Fault } from '../messages';

/** What is wrong with one value, as a predicate: `has 11 digits`. Who reports it puts the name in front. */
export type Problem = Pick<Fault, 'what' | 'allowed' | 'fix'>;

/** Tells what is wrong with a text; undefined when nothing is. */
export type TextRule = (text: string) => Problem | undefined;

/** The first problem that one of several rules finds. */
export function firstOf(...rules: readonly TextRule[]): TextRule {
  return (text) => {
    for (const rule of rules) {
      const problem = rule(text);
      if (problem) return problem;
    }
    return undefined;
  };
}

/**
 * Refuses what would be policy syntax rather than a name: `*` and `?` stand for other names in a resource, and `${`
 * begins a policy variable.
 *
 * @param where what the text is used for, in the fix: `a prefix`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (R-C-VAR)
 */
export function noPolicySyntax(where: string): TextRule {
  return (text) => {
    const found = /[*?]|\$\{/.exec(text)?.[0];
    if (found === undefined) return undefined;
    return {
      what: `has ${found}, which a policy does not read as a character`,
      allowed: `${where} without *, ? and \${`,
      fix: found === '${' ? `write ${where} out` : `leave ${found} out, or name each one by itself`,
    };
  };
}

/** Refuses control characters, and what IAM does not take in the text of a policy. */
export function onlyPolicyCharacters(text: string): Problem | undefined {
  const found = /[^\u0020-\u007e\u00a0-\u00ff]/u.exec(text)?.[0];
  if (found === undefined) return undefined;
  const code = `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    what: `has the character ${code}, which IAM does not take in policies`,
    allowed: 'printable characters up to U+00FF',
    fix: 'leave it out',
  };
}
