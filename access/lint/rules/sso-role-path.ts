import type { Rule } from '../rule';

/** A role of IAM Identity Center without its path, which is part of its ARN. */
export const ssoRolePath: Rule = {
  id: 'sso-role-path',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html',
  inStatement: ({ principals, conditions }) => [
    ...principals
      .filter(({ name }) => PATHLESS.test(name))
      .map(({ name }) => ({ element: 'Principal', text: textOf(name), fix: FIX })),
    ...conditions
      .filter(({ name }) => name === 'aws:principalarn')
      .flatMap(({ element, values }) =>
        values.filter((value) => PATHLESS.test(value)).map((value) => ({ element, text: textOf(value), fix: FIX })),
      ),
  ],
};

const PATHLESS = /:role\/AWSReservedSSO_/;
const FIX =
  'write role/aws-reserved/sso.amazonaws.com/REGION/AWSReservedSSO_NAME_SUFFIX; with ArnLike on aws:PrincipalArn, * may stand for region and suffix';

function textOf(arn: string): string {
  return `${arn} names no role: those of IAM Identity Center are under /aws-reserved/sso.amazonaws.com/`;
}
