import fc from 'fast-check';
import type { ConditionElement } from '../../../access/policy/document';
import { CONSUMER, PRODUCER } from './callers';

/** Condition keys of one type: what a request can have there, and what a policy can ask. */
interface Keys {
  readonly names: readonly string[];
  readonly operators: readonly string[];
  readonly wanted: readonly string[];
  readonly actual: readonly string[];
  /** Whether a request can have several values there. */
  readonly multivalued?: true;
}

const withNot = (names: readonly string[]) => names.flatMap((name) => [name, name.replace(/(?=Equals|Like)/, 'Not')]);
const STRING = withNot(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike']);
const compared = (type: string) =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((how) => type + how);

const VARIABLES = ['${aws:username}', '${aws:PrincipalTag/team}', "${aws:PrincipalTag/team, 'a'}", '${*}', '${$}'];

const KINDS: readonly Keys[] = [
  {
    names: ['aws:PrincipalTag/team', 'aws:RequestTag/team', 'aws:username', 's3:prefix'],
    operators: STRING,
    wanted: ['a', 'A', 'b', 'a*', '*', '?', 'u', '', 'a/b', '*/*', ...VARIABLES],
    actual: ['a', 'A', 'b', 'ab', 'a/b', 'u', '*', '$'],
  },
  {
    names: ['aws:PrincipalArn', 'aws:SourceArn', 'AWS:principalarn'],
    operators: [...withNot(['ArnEquals', 'ArnLike']), ...withNot(['StringLike', 'StringEquals'])],
    wanted: [
      `arn:aws:iam::${CONSUMER}:role/r`,
      `arn:aws:iam::${CONSUMER}:role/*`,
      `arn:aws:iam::${CONSUMER}:*`,
      `arn:aws:iam::*:role/?`,
      'arn:*:*:*:*:*',
      'arn:aws:*:role/r',
      '*',
      'arn:aws:iam::${aws:PrincipalAccount}:role/r',
      `arn:aws:iam::${PRODUCER}:user/\${aws:username}`,
      'arn:aws:s3:::lake',
    ],
    actual: ['arn:aws:s3:::lake', 'arn:aws:s3:::lake:x/y', 'not-an-arn'],
  },
  {
    names: ['s3:max-keys', 's3:TlsVersion'],
    operators: compared('Numeric'),
    wanted: ['1', '1.2', '10', '-1', '1.0', 'x'],
    actual: ['1', '1.2', '1.3', '10', '2', 'many'],
  },
  {
    names: ['aws:CurrentTime', 'aws:TokenIssueTime'],
    operators: compared('Date'),
    wanted: ['2026-11-24T12:00:00Z', '2026-11-24', '1795521600', '2026-11-24T13:00:00+01:00'],
    actual: ['2026-11-24T12:00:00Z', '2026-11-24T12:00:00.5Z', '2026-11-23T23:59:59Z', '1795521600', 'now'],
  },
  {
    names: ['aws:SecureTransport', 'aws:PrincipalIsAWSService', 'aws:MultiFactorAuthPresent'],
    operators: ['Bool'],
    wanted: ['true', 'false', 'True'],
    actual: ['true', 'false', 'FALSE'],
  },
  {
    names: ['aws:SourceIp'],
    operators: ['IpAddress', 'NotIpAddress'],
    wanted: ['203.0.113.0/24', '203.0.113.7', '0.0.0.0/0', '10.0.0.0/7', '2001:db8::/32', '2001:db8::1', '::/0'],
    actual: ['203.0.113.7', '203.0.114.7', '10.1.2.3', '2001:db8::1', '2001:db9:0:0:0:0:0:1'],
  },
  {
    names: ['aws:RequestTag/blob'],
    operators: ['BinaryEquals'],
    wanted: ['QUJD', 'QUI='],
    actual: ['QUJD', 'QUI=', 'QUI'],
  },
  {
    names: ['aws:TagKeys', 'aws:CalledVia', 'aws:PrincipalServiceNamesList'],
    operators: STRING,
    wanted: ['a', 'b', 'a*', 'A', '*', ...VARIABLES],
    actual: ['a', 'b', 'ab', 'c', 'A', 'logging.s3.amazonaws.com'],
    multivalued: true,
  },
  // What keeps a bucket policy from being public (R-BPA-5).
  {
    names: ['aws:PrincipalOrgID', 'aws:PrincipalAccount', 'aws:SourceAccount', 'aws:userid'],
    operators: STRING,
    wanted: ['o-a1b2c3', CONSUMER, 'o-*', '*', `AROA${CONSUMER}ROLE:*`],
    actual: ['o-a1b2c3', CONSUMER, PRODUCER],
  },
];

const few = (values: readonly string[]) =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

/** S3 takes what Null asks of aws:SourceIp for an address. */
const nullTest = (key: string) =>
  fc.constantFrom<string | string[]>('true', 'false', ['true', 'false']).map((asked) => ['Null', key, asked] as const);

function oneCondition({ names, operators, wanted, multivalued }: Keys) {
  const named = fc.constantFrom(...names);
  const asked = fc.tuple(fc.constantFrom(...operators), named, few(wanted), fc.boolean(), sets(multivalued));
  return fc.oneof(
    {
      weight: 6,
      arbitrary: asked.map(
        ([operator, key, values, ifExists, set]) =>
          [`${set}${operator}${ifExists ? 'IfExists' : ''}`, key, values] as const,
      ),
    },
    ...(names.includes('aws:SourceIp') ? [] : [{ weight: 1, arbitrary: named.chain(nullTest) }]),
  );
}

function sets(multivalued: true | undefined) {
  return multivalued
    ? fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:', 'ForAnyValue:')
    : fc.constantFrom('', '', '', '', '', '', 'ForAllValues:');
}

/** A Condition element of one or two conditions. */
export const conditions: fc.Arbitrary<ConditionElement> = fc
  .array(fc.oneof(...KINDS.map(oneCondition)), { minLength: 1, maxLength: 2 })
  .map((chosen) => {
    const element: Record<string, Record<string, string | string[]>> = {};
    for (const [operator, key, values] of chosen) (element[operator] ??= {})[key] = values;
    return element;
  });

const context = KINDS.flatMap(({ names, actual, multivalued }) =>
  names.map((name): [string, fc.Arbitrary<string | string[]>] => [
    name.toLowerCase(),
    multivalued ? fc.uniqueArray(fc.constantFrom(...actual), { maxLength: 3 }) : fc.constantFrom(...actual),
  ]),
);
// What follows from the caller is left to follow.
const ofCaller = ['aws:principalarn', 'aws:userid', 'aws:username', 'aws:principalisawsservice', 'aws:tokenissuetime'];

const ofGrants = ['aws:s3:arn', 'team'].map(
  (pair) => [`kms:encryptioncontext:${pair}`, fc.constantFrom('a', 'b')] as const,
);

/** What a service fills in, in lower case: any of the keys that conditions and the grants of keys ask for. */
export const contexts = fc.record(
  Object.fromEntries([...context.filter(([name]) => !ofCaller.includes(name)), ...ofGrants]),
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string | string[]>>;
