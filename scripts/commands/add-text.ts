/** What a new pair file says; texts as they were given, not checked yet. */
export interface PairAnswers {
  /** Where editors find the schema, from the folder of the pair file. */
  readonly schema: string;
  readonly name: string;
  readonly producer: {
    readonly account: string;
    readonly region: string;
    readonly bucket: string;
    readonly encryption: string;
    readonly accessLogs: boolean;
  };
  readonly consumer: { readonly account: string; readonly region: string };
  readonly organization?: string;
  readonly grant: {
    readonly role: string;
    readonly trustedBy: readonly string[];
    readonly via: string;
    readonly externalId?: string;
    readonly access: readonly string[];
    readonly prefixes: readonly string[];
  };
}

// JSON's strings are YAML's double-quoted ones: whatever was given stays one value, and digits stay a string.
const plain = (text: string): boolean => /^[a-z][\w./-]*$/i.test(text) && !/^(true|false|null)$/i.test(text);
const quoted = (text: string): string => (plain(text) ? text : JSON.stringify(text));
const list = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`;

/** Renders a commented pair file. */
export function pairText({ schema, name, producer, consumer, organization, grant }: PairAnswers): string {
  const lines: readonly (readonly [text: string, comment?: string])[] = [
    [`# yaml-language-server: $schema=${schema}`],
    [`name: ${quoted(name)}`, `the stacks are ${name}-producer and ${name}-consumer`],
    ['producer:', 'owns the bucket'],
    [`  account: ${JSON.stringify(producer.account)}`],
    [`  region: ${quoted(producer.region)}`],
    [`  bucket: ${quoted(producer.bucket)}`],
    [`  encryption: ${quoted(producer.encryption)}`, 'kms: a customer managed key; or s3'],
    [`  access_logs: ${producer.accessLogs}`, 'server access logs to a log bucket of its own'],
    ['consumer:', 'gets access'],
    [`  account: ${JSON.stringify(consumer.account)}`],
    [`  region: ${quoted(consumer.region)}`],
    ...(organization ? [[`organization: ${quoted(organization)}`, 'both accounts are in it'] as const] : []),
    ['grants:'],
    [`  - role: ${quoted(grant.role)}`, 'made in the consumer account'],
    [`    trusted_by: ${list(grant.trustedBy)}`, 'who may assume it'],
    [`    via: ${quoted(grant.via)}`, 'bucket-policy, or assume-role with an external_id'],
    ...(grant.externalId
      ? [[`    external_id: ${JSON.stringify(grant.externalId)}`, 'agreed on by both'] as const]
      : []),
    [`    access: ${list(grant.access)}`, 'of list, read, write, delete'],
    [`    prefixes: ${list(grant.prefixes)}`, 'each ends in /; "" is the whole bucket'],
  ];
  return `${lines.map(([text, comment]) => (comment ? `${text.padEnd(40)} # ${comment}` : text)).join('\n')}\n`;
}
