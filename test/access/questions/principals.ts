import fc from 'fast-check';
import type { PrincipalElement } from '../../../access/policy/document';
import { canonicalId, CONSUMER, PRODUCER, SERVICE } from './callers';

const namesOf = (account: string) => [
  account,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/u`,
  `AIDA${account}USER`,
  `arn:aws:iam::${account}:role/r`,
  `arn:aws:iam::${account}:role/app/r`,
  `AROA${account}ROLE`,
  `arn:aws:sts::${account}:assumed-role/r/s`,
  `arn:aws:sts::${account}:federated-user/f`,
];

/** What a Principal element can name, of the callers that there are. */
export const AWS_NAMES: readonly string[] = [...namesOf(CONSUMER), ...namesOf(PRODUCER)];

/** Names of callers themselves, neither of their account nor of the role or user behind them. */
const THEMSELVES = AWS_NAMES.filter((name) => /assumed-role|federated-user/.test(name));

const some = fc.uniqueArray(fc.constantFrom(...AWS_NAMES), { minLength: 1, maxLength: 4 });

/** A Principal element. */
export const principals: fc.Arbitrary<PrincipalElement> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<PrincipalElement>('*') },
  { weight: 1, arbitrary: fc.constant<PrincipalElement>({ AWS: '*' }) },
  { weight: 3, arbitrary: fc.constantFrom(...AWS_NAMES).map((AWS) => ({ AWS })) },
  { weight: 5, arbitrary: some.map((AWS) => ({ AWS })) },
  { weight: 1, arbitrary: some.map((AWS) => ({ AWS, Service: [SERVICE, 'ec2.amazonaws.com'] })) },
  { weight: 1, arbitrary: fc.constantFrom(SERVICE, 'ec2.amazonaws.com').map((Service) => ({ Service })) },
);

/** Whom an endpoint lets through: everyone, or callers themselves. */
export const endpointPrincipals: fc.Arbitrary<PrincipalElement> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<PrincipalElement>('*') },
  { weight: 1, arbitrary: fc.shuffledSubarray(THEMSELVES, { minLength: 1 }).map((AWS) => ({ AWS })) },
);

/** Trust policies have objects only. */
export const trustPrincipals: fc.Arbitrary<PrincipalElement> = principals.map((element) =>
  element === '*' ? { AWS: '*' } : element,
);

/** The same with the kinds that only S3 knows. */
export const bucketPrincipals: fc.Arbitrary<PrincipalElement> = fc.oneof(
  { weight: 12, arbitrary: principals },
  { weight: 1, arbitrary: fc.constantFrom(CONSUMER, PRODUCER).map((id) => ({ CanonicalUser: canonicalId(id) })) },
);

/** A NotPrincipal element: often with all that it needs to leave a caller out, the service included. */
export const notPrincipals: fc.Arbitrary<PrincipalElement> = fc.oneof(
  { weight: 1, arbitrary: principals },
  { weight: 2, arbitrary: fc.constant<PrincipalElement>({ AWS: namesOf(CONSUMER), Service: SERVICE }) },
  {
    weight: 2,
    arbitrary: fc
      .shuffledSubarray([...AWS_NAMES], { minLength: 8 })
      .map((AWS): PrincipalElement => ({ AWS, Service: SERVICE })),
  },
);
