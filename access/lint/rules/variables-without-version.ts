import type { LintedStatement } from '../linted-policy';
import type { Rule } from '../rule';

/** Policy variables in a policy that knows none: without "Version": "2012-10-17" they are plain text (R-C-VAR). */
export const variablesWithoutVersion: Rule = {
  id: 'variables-without-version',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  inPolicy: ({ document, statements }) => {
    if (document.Version === '2012-10-17') return [];
    return statements.flatMap((statement) =>
      variablesIn(statement).map(([element, value]) => ({
        statement,
        element,
        text: `${value} is plain text in a policy of version ${document.Version ?? '2008-10-17, which is meant where there is none'}`,
        fix: 'write "Version": "2012-10-17"',
      })),
    );
  },
};

function variablesIn({ resources, notResources, conditions }: LintedStatement): (readonly [string, string])[] {
  return [
    ...resources.map((value) => ['Resource', value] as const),
    ...notResources.map((value) => ['NotResource', value] as const),
    ...conditions.flatMap(({ element, values }) => values.map((value) => [element, value] as const)),
  ].filter(([, value]) => /\$\{[^}]+\}/.test(value));
}
