import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from '../../access/policy/document';
import { loadPairs } from '../../contract/load';
import type { PairStacks } from '../../integration/deploy/stack-files';
import { stacksOf } from '../../integration/deploy/synthesized';
import { progress } from '../../integration/report/progress';
import { edited, policySites, withStatements, type PolicySite } from '../../integration/mutations/policy-sites';
import { lake, tamperings, to, without } from './tamperings';
import { embedded, type EmbeddedTarget } from '../../integration/targets/embedded';
import { verify } from '../../integration/verify';

const root = join(__dirname, '..', '..');
const vectors = join(root, 'test', 'vectors', 'pairs');
const files = [
  join(root, 'pairs', 'lake-to-analytics.yaml'),
  join(root, 'pairs', 'orders-with-partner.yaml'),
  ...readdirSync(vectors).map((name) => join(vectors, name)),
];

let all: readonly PairStacks[];
const stacksNamed = (name: string): PairStacks => all.find(({ pair }) => pair.name === name)!;
beforeAll(async () => {
  all = stacksOf(loadPairs(files));
});

/** The ids of the checks that fail. */
async function failures(stacks: PairStacks): Promise<string[]> {
  const { pairs } = await verify([stacks], undefined, progress());
  return pairs[0]!.checks.filter(({ passed }) => !passed).map(({ id }) => id);
}

describe('a tampered stack', () => {
  test.each(tamperings)('with %s turns red (%s)', async (_, name, site, change, id) => {
    const stacks = stacksNamed(name);
    expect(await failures(stacks)).toEqual([]);
    expect(await failures(withStatements(stacks, site, change))).toContain(id);
  });

  test.each([
    [
      'the key’s policy',
      'producer',
      (resource) => delete resource.aws_kms_key!.key!.policy,
      'analytics-reader/read(reports/)/both',
    ],
    [
      'the bucket’s policy',
      'producer',
      (resource) => delete resource.aws_s3_bucket_policy!.data,
      'analytics-reader/list(reports/)/both',
    ],
    [
      'the bucket’s encryption',
      'producer',
      (resource) => delete resource.aws_s3_bucket_server_side_encryption_configuration!.data,
      'analytics-reader/key-longer-role/producer',
    ],
    ['the whole producer', 'producer', clear, 'analytics-reader/read(reports/)/both'],
    [
      'the role’s policy',
      'consumer',
      (resource) => delete resource.aws_iam_role_policy,
      'analytics-reader/read(reports/)/both',
    ],
    ['the whole consumer', 'consumer', clear, 'analytics-reader/assumed-by(ec2.amazonaws.com)/both'],
  ] as [string, PolicySite['side'], Parameters<typeof edited>[2], string][])(
    'without %s turns red',
    async (_, side, edit, id) => {
      expect(await failures(edited(stacksNamed(lake), side, edit))).toContain(id);
    },
  );
});

function clear(resource: Record<string, unknown>): void {
  for (const type of Object.keys(resource)) delete resource[type];
}

/** A statement without one of its condition keys. */
function withoutCondition(statement: Statement, operator: string, name: string): Statement {
  const { [name]: _, ...keys } = statement.Condition![operator]!;
  return { ...statement, Condition: { ...statement.Condition, [operator]: keys } };
}

describe('a tampered stack on the embedded AWS', () => {
  let target: EmbeddedTarget;
  beforeAll(async () => {
    target = await embedded({ deploy: 'direct', callHalves: true });
  });
  afterAll(() => target.stop());

  test.each(tamperings.filter((_, index) => index % 9 === 0))(
    'with %s turns red by a real call, as the engine says',
    async (_, name, site, change, id) => {
      const stacks = withStatements(stacksNamed(name), site, change);
      const { pairs } = await verify([stacks], target, progress());
      const check = pairs[0]!.checks.find((one) => one.id === id)!;
      expect(check).toMatchObject({ passed: false, outcome: check.expect === 'allow' ? 'deny' : 'allow' });
      expect(check.reason).not.toContain('the engine says');
    },
  );
});

describe('every condition of every policy', () => {
  test.each(files.map((file, index) => [file.split('/').at(-1)!, index] as const))(
    'is missed when it is gone from the stacks of %s',
    async (_, index) => {
      const stacks = all[index]!;
      const missed: string[] = [];
      for (const site of policySites(stacks)) {
        const statements = [site.document.Statement].flat() as Statement[];
        for (const { Sid, Condition = {} } of statements) {
          for (const [operator, keys] of Object.entries(Condition)) {
            for (const name of Object.keys(keys)) {
              const change = to(Sid!, (statement) => withoutCondition(statement, operator, name));
              if ((await failures(withStatements(stacks, site, change))).length === 0)
                missed.push(`${site.address} ${Sid} ${name}`);
            }
          }
        }
      }
      expect(missed).toEqual([]);
    },
  );

  test.each(files.map((file, index) => [file.split('/').at(-1)!, index] as const))(
    'and every statement is missed when it is gone from the stacks of %s',
    async (_, index) => {
      const stacks = all[index]!;
      const missed: string[] = [];
      for (const site of policySites(stacks)) {
        const statements = [site.document.Statement].flat() as Statement[];
        // A policy without statements is none that AWS would save.
        for (const { Sid } of statements.length > 1 ? statements : []) {
          if ((await failures(withStatements(stacks, site, without(Sid!)))).length === 0)
            missed.push(`${site.address} ${Sid}`);
        }
      }
      expect(missed).toEqual([]);
    },
  );
});
