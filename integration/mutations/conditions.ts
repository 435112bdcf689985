import type { Statement } from '../../access/policy/document';
import { inStatements, type Mistake } from './mistake';

/** A statement without a condition key, whatever its operator; `undefined` when it does not ask for it. */
export function withoutKey(statement: Statement, key: string): readonly [Statement] | undefined {
  const { Condition, ...rest } = statement;
  const operators = Object.entries(Condition ?? {});
  if (!operators.some(([, keys]) => key in keys)) return undefined;
  const left = operators.flatMap(([operator, { [key]: _, ...keys }]) =>
    Object.keys(keys).length > 0 ? [[operator, keys] as const] : [],
  );
  return [{ ...rest, ...(left.length > 0 && { Condition: Object.fromEntries(left) }) }];
}

/** A statement with one more condition. */
export function withCondition(statement: Statement, operator: string, key: string, value: string): Statement {
  const keys = { ...statement.Condition?.[operator], [key]: value };
  return { ...statement, Condition: { ...statement.Condition, [operator]: keys } };
}

const dropped = (id: string, what: string, key: string): Mistake =>
  inStatements(id, what, (statement) => (statement.Effect === 'Allow' ? withoutKey(statement, key) : undefined));

/** A Deny that is not there. @param key by whose condition it is known */
const denyDropped = (id: string, what: string, key: string): Mistake =>
  inStatements(id, what, ({ Effect, Condition = {} }) =>
    Effect === 'Deny' && Object.values(Condition).some((keys) => key in keys) ? [] : undefined,
  );

const ENCRYPTION = 's3:x-amz-server-side-encryption';

/** Conditions and denies that somebody left out. */
export const conditionMistakes: readonly Mistake[] = [
  dropped('any-prefix', 'lists are not limited to a prefix', 's3:prefix'),
  dropped('key-not-through-s3', 'the key can be used directly, and not through S3 only', 'kms:ViaService'),
  dropped('key-for-any-bucket', 'the key can be used for other buckets', 'kms:EncryptionContext:aws:s3:arn'),
  dropped('no-external-id', 'the access role asks for no external id', 'sts:ExternalId'),
  dropped('any-source-account', 'a service may act for anybody', 'aws:SourceAccount'),
  inStatements('any-external-id', 'any external id that begins right will do', (statement) => {
    const id = statement.Condition?.StringEquals?.['sts:ExternalId'];
    if (id === undefined) return undefined;
    return [
      withCondition(withoutKey(statement, 'sts:ExternalId')![0], 'StringLike', 'sts:ExternalId', `${String(id)}*`),
    ];
  }),
  denyDropped('plain-http', 'requests without TLS are not refused', 'aws:SecureTransport'),
  denyDropped('outdated-tls', 'requests over outdated TLS are not refused', 's3:TlsVersion'),
  inStatements('joined-transport', 'both transport denies stand in one statement, and so never hold', (statement) => {
    if (statement.Condition?.Bool?.['aws:SecureTransport'] === undefined || statement.Effect !== 'Deny')
      return undefined;
    return [withCondition(statement, 'NumericLessThan', 's3:TlsVersion', '1.2')];
  }),
  denyDropped('other-algorithm', 'objects may be encrypted in another way', ENCRYPTION),
  denyDropped('other-key', 'objects may be encrypted with a key of somebody else', `${ENCRYPTION}-aws-kms-key-id`),
  denyDropped('customer-key', 'objects may be encrypted with a key in the request', `${ENCRYPTION}-customer-algorithm`),
  inStatements('algorithm-demanded', 'a plain PUT is refused, because the header may not be missing', (statement) => {
    const asked = Object.keys(statement.Condition?.Null ?? {});
    return statement.Effect === 'Deny' && asked[0] === ENCRYPTION ? [...withoutKeyOf('Null', statement)] : undefined;
  }),
];

function withoutKeyOf(operator: string, { Condition, ...rest }: Statement): readonly [Statement] {
  const { [operator]: _, ...left } = Condition!;
  return [{ ...rest, Condition: left }];
}
