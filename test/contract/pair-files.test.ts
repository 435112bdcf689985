import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPairs, parsePair } from '../../contract/load';
import { PairFileError } from '../../contract/messages';
import expected from '../vectors/pair-files/expected.json';

const folder = join(__dirname, '..', 'vectors', 'pair-files');
const examples = join(__dirname, '..', '..', 'pairs');
const lake = readFileSync(join(examples, 'lake-to-analytics.yaml'), 'utf8');

/** What is said of a text; nothing when it is a pair. */
function mistakesIn(text: string): readonly string[] {
  try {
    parsePair(text, 'file');
    return [];
  } catch (error) {
    if (error instanceof PairFileError) return error.messages.map((message) => message.replace(/^file:/, ''));
    throw error;
  }
}

describe('a pair file with a mistake', () => {
  test.each(Object.entries(expected))(
    '%s is refused with line, column, value, what is allowed and a fix',
    (name, messages) => {
      expect(mistakesIn(readFileSync(join(folder, name), 'utf8'))).toEqual(messages);
    },
  );

  test('is one of those that are expected', () => {
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'expected.json')
        .sort(),
    ).toEqual(Object.keys(expected).sort());
  });

  test('is told in one line, whatever it holds', () => {
    for (const messages of Object.values(expected)) {
      for (const message of messages) {
        expect(message).toMatch(/^\d+:\d+: .+; allowed: .+; .+$/);
        expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }
    }
  });
});

describe('a pair file', () => {
  test.each(['lake-to-analytics', 'orders-with-partner'])('%s loads', (name) => {
    expect(loadPairs([join(examples, `${name}.yaml`)])[0]!.name).toBe(name);
  });

  test('has every default filled in and every name derived', () => {
    expect(parsePair(lake, 'lake.yaml')).toEqual({
      name: 'lake-to-analytics',
      partition: 'aws',
      producer: {
        account: '111111111111',
        region: 'eu-west-1',
        bucket: 'acme-lake-exports',
        encryption: 'kms',
        accessLogs: true,
      },
      consumer: { account: '222222222222', region: 'eu-west-1' },
      organization: 'o-a1b2c3d4e5',
      grants: [
        {
          id: 'analytics-reader',
          role: { path: '/', name: 'analytics-reader', arn: 'arn:aws:iam::222222222222:role/analytics-reader' },
          trustedBy: [
            { kind: 'service', service: 'ec2.amazonaws.com' },
            { kind: 'role', arn: 'arn:aws:iam::222222222222:role/ci', account: '222222222222' },
          ],
          via: 'bucket-policy',
          access: ['list', 'read'],
          prefixes: ['reports/', 'daily/'],
        },
      ],
      file: 'lake.yaml',
    });
  });

  test('makes the access role of a grant from the names of both', () => {
    const [pair] = loadPairs([join(examples, 'orders-with-partner.yaml')]);
    expect(pair!.grants[0]).toMatchObject({
      id: 'partners/orders-sync',
      role: { path: '/partners/', name: 'orders-sync', arn: 'arn:aws:iam::333333333333:role/partners/orders-sync' },
      accessRole: {
        path: '/',
        name: 'orders-with-partner-orders-sync',
        arn: 'arn:aws:iam::111111111111:role/orders-with-partner-orders-sync',
      },
      externalId: 'acme-7f3c9a52',
    });
  });

  test.each([
    ['an account id as a number that has all its digits', lake.replace('"111111111111"', '111111111111')],
    ['a byte order mark', `\ufeff${lake}`],
    ['Windows line ends', lake.replaceAll('\n', '\r\n')],
    ['JSON', JSON.stringify({ ...toJson(), $schema: '../docs/pair.schema.json' }, null, '\t')],
    ['an alias', lake.replace('prefixes: [reports/, daily/]', 'prefixes: &all [reports/, daily/]')],
    ['a prefix of Latin letters', lake.replace('reports/', 'données/')],
    ['a dollar sign in a prefix', lake.replace('reports/', 'us$/')],
    ['a service that is not known', lake.replace('ec2.amazonaws.com', 'something-new.amazonaws.com')],
    [
      "a role of AWS's own",
      lake.replace('role/ci', 'role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef'),
    ],
  ])('may have %s', (_, text) => {
    expect(mistakesIn(text)).toEqual([]);
  });
});

function toJson(): object {
  return {
    name: 'lake',
    producer: { account: '012345678901', region: 'eu-west-1', bucket: 'acme-lake' },
    consumer: { account: 222222222222 },
    grants: [{ role: 'reader', trusted_by: ['ec2.amazonaws.com'], access: ['read'], prefixes: [''] }],
  };
}

describe('loading several files', () => {
  const inFolder = (files: Readonly<Record<string, string>>): string[] => {
    const dir = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
      loadPairs(Object.keys(files).map((name) => join(dir, name)));
      return [];
    } catch (error) {
      if (error instanceof PairFileError) return error.messages.map((message) => message.replaceAll(`${dir}/`, ''));
      throw error;
    } finally {
      rmSync(dir, { recursive: true });
    }
  };
  const other = lake
    .replace('name: lake-to-analytics', 'name: other')
    .replace('acme-lake-exports', 'acme-other')
    .replace('role: analytics-reader', 'role: other-reader');

  test('reports the mistakes of all of them', () => {
    const messages = inFolder({
      'a.yaml': lake.replace('kms', 'x').replace('acme-lake-exports', 'A'),
      'b.yaml': 'x',
      'c.yaml': lake,
    });
    expect(messages.map((message) => message.split(': ')[0])).toEqual(['a.yaml:8:11', 'b.yaml:1:1']);
  });

  test('takes pairs that share nothing', () => {
    expect(inFolder({ 'a.yaml': lake, 'b.yaml': other })).toEqual([]);
  });

  test.each([
    [
      'name',
      other.replace('name: other', 'name: lake-to-analytics'),
      'b.yaml:4:7: name is the name of the pair lake-to-analytics too (a.yaml:4:7), got "lake-to-analytics"; allowed: names, buckets and roles that no other pair has; rename one of the pairs',
    ],
    [
      'bucket',
      other.replace('bucket: acme-other', 'bucket: acme-lake-exports\n  access_logs: false'),
      'b.yaml:8:11: bucket is the bucket of the pair lake-to-analytics too (a.yaml:8:11), got "acme-lake-exports"; allowed: names, buckets and roles that no other pair has; put the grants of one bucket into one pair, or name another bucket',
    ],
    [
      'bucket of another producer',
      other
        .replace('bucket: acme-other', 'bucket: acme-lake-exports\n  access_logs: false')
        .replace('"111111111111"', '"444444444444"'),
      'b.yaml:8:11: bucket is the bucket of the pair lake-to-analytics too (a.yaml:8:11)',
    ],
    [
      'log bucket',
      other.replace('acme-other', 'acme-lake-exports-logs'),
      'b.yaml:8:11: bucket is the log bucket of the pair lake-to-analytics too (a.yaml:8:11), got "acme-lake-exports-logs"',
    ],
    [
      'role in one account, whatever its path and capitals',
      other.replace('role: other-reader', 'role: team/Analytics-Reader'),
      'b.yaml:13:11: role is the role of the pair lake-to-analytics too (a.yaml:13:11), got "Analytics-Reader"',
    ],
  ])('refuses a second pair with the same %s', (_, second, message) => {
    const messages = inFolder({ 'a.yaml': lake, 'b.yaml': second });
    expect(messages[0]).toContain(message);
  });

  test('refuses an access role with the name of another', () => {
    const byRole = (name: string, role: string, bucket: string) =>
      other
        .replace('name: other', `name: ${name}`)
        .replace('acme-other', bucket)
        .replace('role: other-reader', `role: ${role}\n    via: assume-role\n    external_id: abc`);
    const messages = inFolder({ 'a.yaml': byRole('a', 'b-c', 'bucket-a'), 'b.yaml': byRole('a-b', 'c', 'bucket-b') });
    expect(messages).toEqual([expect.stringContaining('access role is the access role of the pair a too')]);
  });

  test('says that a file is given twice', () => {
    expect(() =>
      loadPairs([join(examples, 'lake-to-analytics.yaml'), join(examples, 'lake-to-analytics.yaml')]),
    ).toThrow('file is given twice, and both would make the name lake-to-analytics');
  });

  test('says which file cannot be read, and why', () => {
    const dir = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
    try {
      mkdirSync(join(dir, 'pairs.yaml'));
      writeFileSync(join(dir, 'latin.yaml'), Buffer.from([0x6e, 0xe9]));
      const files = ['pairs.yaml', 'latin.yaml', 'nowhere.yaml'].map((name) => join(dir, name));
      expect(() => loadPairs(files)).toThrow(
        new RegExp(
          'pairs\\.yaml:1:1: file is a folder; allowed: .*\\n' +
            '.*latin\\.yaml:1:1: file is no UTF-8 text; allowed: .*; save it as UTF-8\\n' +
            '.*nowhere\\.yaml:1:1: file is not there; allowed: .*',
        ),
      );
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
