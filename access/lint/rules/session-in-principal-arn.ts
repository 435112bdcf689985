import type { Rule } from '../rule';

/** A session's ARN for aws:PrincipalArn, which for sessions has the ARN of their role. */
export const sessionInPrincipalArn: Rule = {
  id: 'session-in-principal-arn',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn',
  inStatement: ({ conditions }) =>
    conditions
      .filter(({ name }) => name === 'aws:principalarn')
      .flatMap(({ element, values }) =>
        values
          .filter((value) => value.includes(':assumed-role/'))
          .map((value) => ({
            element,
            text: `aws:PrincipalArn is never ${value}: of a session it is the ARN of its role`,
            fix: `write ${value.replace(/:sts:(.*):assumed-role\/([^/]+).*/, ':iam:$1:role/$2')}, with the role's path`,
          })),
      ),
};
