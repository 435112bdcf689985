import type { Rule } from '../rule';

/** Keys by which access is limited, and which requests can be without. */
const LIMITING =
  /^(aws:(principal|source|userid|username|vpce|multifactorauthpresent)|kms:(viaservice|calleraccount)|sts:externalid|s3:dataaccesspoint)/;

/** An Allow that lets through whoever is without the key that limits it. */
export const ifExistsAllow: Rule = {
  id: 'if-exists-allow',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
  inStatement: ({ effect, conditions }) =>
    conditions
      .filter(({ name, ifExists }) => effect === 'Allow' && ifExists && LIMITING.test(name))
      .map(({ operator, key, element }) => ({
        element,
        text: `${operator} holds for requests without ${key}: they are allowed`,
        fix: `write ${operator.replace('IfExists', '')}`,
      })),
};
