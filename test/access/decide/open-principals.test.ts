import { expect, test } from '@jest/globals';
import { isPublicPolicy } from '../../../access/decide/public-policy';

test('a statement that allows all but a few makes a policy public (R-BPA-5)', () => {
  const NotPrincipal = { AWS: 'arn:aws:iam::222222222222:role/reader' };
  const statement = { Effect: 'Allow', NotPrincipal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme/*' } as const;
  expect(isPublicPolicy({ Version: '2012-10-17', Statement: statement })).toBe(true);
});
