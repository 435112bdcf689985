import type { Rule } from '../rule';

/** A Deny for all but an endpoint: the console, pipelines and services do not come through it. */
export const vpceDeny: Rule = {
  id: 'vpce-deny',
  severity: 'suggestion',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html',
  kinds: ['bucket', 'key', 'rcp'],
  inStatement: ({ effect, conditions }) => {
    const guarded = conditions.some(({ name }) => /^aws:(principal|viaawsservice|sourceip)/.test(name));
    if (effect !== 'Deny' || guarded) return [];
    return conditions
      .filter(({ name, holdsWithoutKey }) => holdsWithoutKey && /^aws:sourcevpce?$/.test(name))
      .map(({ key, element }) => ({
        element,
        text: `${key} is absent outside of VPC endpoints: the console, pipelines and AWS services are denied as well`,
        fix: 'except administrators with aws:PrincipalArn, and services with "Bool": {"aws:PrincipalIsAWSService": "false"}',
      }));
  },
};
