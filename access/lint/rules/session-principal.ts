import type { Rule } from '../rule';

/** One session of a role named, where the role is meant: the next session has another name. */
export const sessionPrincipal: Rule = {
  id: 'session-principal',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session',
  inStatement: ({ principals }) =>
    principals
      .filter(({ name }) => name.includes(':assumed-role/'))
      .map(({ name }) => ({
        element: 'Principal',
        text: `${name} is one session of its role; sessions of another name are not meant`,
        fix: `name the role: ${name.replace(/:sts:(.*):assumed-role\/([^/]+)\/.*/, ':iam:$1:role/$2')}, with its path`,
      })),
};
