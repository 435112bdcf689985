import type { Rule } from '../rule';

/** A folder in s3:prefix without its slash: `reports*` lists `reports-old/` too, and `reports` is no `reports/`. */
export const prefixWithoutSlash: Rule = {
  id: 'prefix-without-slash',
  severity: 'suggestion',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html',
  inStatement: ({ conditions }) =>
    conditions
      .filter(({ name }) => name === 's3:prefix')
      .flatMap(({ values, element }) =>
        values
          .filter((value) => /[^/*?}]\*$/.test(value))
          .map((value) => ({
            element,
            text: `${value} matches every prefix that begins so, those of other folders among them`,
            fix: `write ${value.replace(/\*$/, '/*')} if a folder is meant`,
          })),
      ),
};
