import { validationCheck, type Rule } from '../rule';

/** The older version of the language, or none, which is the same. */
export const oldVersion: Rule = {
  id: 'old-version',
  severity: 'suggestion',
  see: validationCheck('general-warning-missing-version'),
  inPolicy: ({ document }) =>
    document.Version === undefined || document.Version === '2008-10-17'
      ? [
          {
            element: 'Version',
            text: document.Version ? 'version 2008-10-17 knows no policy variables' : 'the policy has no Version',
            fix: 'write "Version": "2012-10-17"',
          },
        ]
      : [],
};
