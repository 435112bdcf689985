import type { PolicyDocument } from '../policy/document';

/**
 * The policy of a key that is made without one: its account's root, and so IAM, may do everything.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function defaultKeyPolicy(rootArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: rootArn },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}
