import type { Rule } from '../rule';

/** Keys that say who asks, or from where. */
const LIMITING =
  /^(aws:(principal|source|userid|username|vpce|federatedprovider|ec2instancesource)|kms:calleraccount|kms:viaservice|sts:externalid|s3:dataaccesspoint)/;

/** Everyone is allowed, and nothing says who or from where: on a bucket that is public access (R-BPA-5). */
export const openPrincipal: Rule = {
  id: 'open-principal',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  kinds: ['bucket', 'key', 'trust'],
  inStatement: ({ effect, principals, conditions }, { kind }) => {
    const everyone = principals.some(({ name }) => name === '*');
    const limited = conditions.some(
      ({ name, base, holdsWithoutKey }) => base !== 'Null' && !holdsWithoutKey && LIMITING.test(name),
    );
    if (effect !== 'Allow' || !everyone || limited) return [];
    return [
      {
        element: 'Principal',
        // A website is public and means it.
        severity: kind === 'bucket' ? 'warning' : 'error',
        text: 'the statement allows everyone, of any account and of none',
        fix: 'name accounts or roles, or add a condition on aws:PrincipalOrgID, aws:PrincipalArn or aws:SourceVpce',
      },
    ];
  },
};
