import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callerContext } from '../../../access/decide/caller-context';
import { decideWith } from '../../../access/decide/decide-with';
import type { Decision } from '../../../access/decision';
import type { OrganizationMembership, World } from '../../../access/world/world';
import { createWorld, ensureAccount } from '../../../access/world/create';
import { simulate } from '../../../access/simulate/simulate';
import { AuthorizationArchive } from '../../../emulator/authorizations/archive';
import { AuthorizationLog } from '../../../emulator/authorizations/log';
import { questions } from '../../access/questions/questions';
import { runs } from '../../access/questions/runs';

const OWNER = '111111111111';
const GUEST = '222222222222';
const HOUR = 60 * 60 * 1000;

const decision = simulate({
  id: 'x',
  principal: `arn:aws:iam::${GUEST}:user/jo`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::lake/x',
  resourceAccount: OWNER,
  identity: [{ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::lake/y' }] }],
});
const world = createWorld();

let directory: string;
const faults: unknown[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossbucket-test-'));
  faults.length = 0;
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const archiveHere = () => new AuthorizationArchive((error) => void faults.push(error), directory);
const logHere = (most?: number) => new AuthorizationLog(archiveHere(), most);

/** Those of the ids that are known. */
async function known(log: AuthorizationLog, ids: readonly string[], time: number): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => log.find(id, time)));
  return ids.filter((_, index) => found[index] !== undefined);
}

/** Keeps two decisions under each id, an hour and a bit apart. */
function keepHourly(log: AuthorizationLog, ids: readonly string[]): void {
  for (const [index, id] of ids.entries()) log.keep(world, id, [decision, decision], 1 + index * (HOUR + 1));
}

describe('the log', () => {
  test('finds what it holds and what it has put into files', async () => {
    const log = logHere(4);
    keepHourly(log, ['A', 'B', 'C', 'D']);
    expect(await known(log, ['A', 'B', 'C', 'D', 'E'], 5 * HOUR)).toEqual(['A', 'B', 'C', 'D']);
    expect(await readdir(directory)).toHaveLength(1);
    await log.close(5 * HOUR);
    expect(faults).toEqual([]);
  });

  test('does not know what is older than a day, in memory or in a file', async () => {
    const log = logHere(2);
    log.keep(world, 'A', [decision, decision, decision], 1);
    log.keep(world, 'B', [decision], 2);
    expect(await known(log, ['A', 'B'], 24 * HOUR + 1)).toEqual(['A', 'B']);
    expect(await known(log, ['A', 'B'], 24 * HOUR + 2)).toEqual(['B']);
    expect(await known(log, ['A', 'B'], 24 * HOUR + 3)).toEqual([]);
    await log.close(2);
  });

  test('removes the files of which everything is older than a day', async () => {
    const log = logHere(1);
    keepHourly(log, ['A', 'B']);
    await known(log, ['none'], 2 * HOUR);
    expect(await readdir(directory)).toEqual(['1-1.jsonl', `${HOUR + 2}-2.jsonl`]);
    log.keep(world, 'C', [decision, decision], 25 * HOUR + 2);
    await known(log, ['none'], 25 * HOUR + 2);
    expect(await readdir(directory)).toEqual([`${HOUR + 2}-2.jsonl`, `${25 * HOUR + 2}-3.jsonl`]);
    await log.close(25 * HOUR + 2);
  });

  test('keeps nothing of requests that need no permission', async () => {
    const log = logHere();
    log.keep(world, 'A', [], 1);
    expect(await known(log, ['A'], 1)).toEqual([]);
    await log.close(1);
  });

  test('survives with its files, and nothing is left of one without a directory', async () => {
    const before = logHere();
    before.keep(world, 'A', [decision], 1);
    await before.close(1);
    const after = logHere();
    expect(await known(after, ['A'], 2)).toEqual(['A']);
    after.keep(world, 'B', [decision], 2);
    await after.close(2);
    expect(await readdir(directory)).toEqual(['1-1.jsonl', '2-2.jsonl']);
    const passing = new AuthorizationLog(new AuthorizationArchive((error) => void faults.push(error)), 1);
    const folders = async () =>
      (await readdir(tmpdir())).filter((name) => name.startsWith('crossbucket-authorizations-'));
    const others = await folders();
    keepHourly(passing, ['A']);
    expect(await known(passing, ['A'], 1)).toEqual(['A']);
    const [own] = (await folders()).filter((name) => !others.includes(name));
    expect(own).toBeDefined();
    await passing.close(1);
    expect(await folders()).not.toContain(own);
  });
});

describe('its files', () => {
  test('have each policy once', async () => {
    const log = logHere();
    keepHourly(log, ['A', 'B', 'C']);
    await log.close(1);
    const text = await readFile(join(directory, '1-1.jsonl'), 'utf8');
    expect(text.match(/"arn:aws:s3:::lake\/y"/g)).toHaveLength(1);
    expect(text.match(/"arn:aws:s3:::lake\/x"/g)!.length).toBeGreaterThanOrEqual(6);
  });

  test('may end in the middle of a line, and have others beside them', async () => {
    const log = logHere(1);
    keepHourly(log, ['A']);
    await log.close(1);
    const file = join(directory, '1-1.jsonl');
    const whole = await readFile(file, 'utf8');
    await appendFile(file, whole.trim().replace('"id":"A"', '"id":"B"'));
    await writeFile(join(directory, 'notes.txt'), 'x');
    const after = logHere(1);
    expect(await known(after, ['A', 'B'], 2)).toEqual(['A']);
    await truncate(file, whole.length - 3);
    expect(await known(after, ['A'], 2)).toEqual([]);
    await after.close(2);
    expect(faults).toEqual([]);
  });

  test('are begun anew after a fault, which is told and closes nothing', async () => {
    const log = logHere(1);
    await rm(directory, { recursive: true });
    keepHourly(log, ['A']);
    expect(await known(log, ['A'], 1)).toEqual([]);
    expect(faults).toMatchObject([{ code: 'ENOENT' }]);
    await archiveHere().close();
    keepHourly(log, ['B']);
    expect(await known(log, ['A', 'B'], 1)).toEqual(['B']);
    await log.close(1);
    expect(faults).toHaveLength(1);
  });
});

describe('what is read back', () => {
  /** A decision as it comes back from a file. */
  async function stored(made: Decision, home: World = world): Promise<Decision> {
    const archive = archiveHere();
    const log = new AuthorizationLog(archive, 0);
    log.keep(home, 'A', [made], 1);
    const found = await log.find('A', 1);
    await log.close(1);
    await rm(directory, { recursive: true });
    return found!.decisions[0]!;
  }
  const all = ({ effect, mayAllow, call, reasons }: Decision) =>
    JSON.parse(JSON.stringify({ effect, mayAllow, call, reasons })) as unknown;

  test('is the same decision for the same reasons', async () => {
    const { numRuns } = runs(0.02);
    await fc.assert(
      fc.asyncProperty(questions, async ({ policies, call }) => {
        const made = decideWith(policies, call);
        expect(all(await stored(made))).toEqual(all(made));
      }),
      { numRuns },
    );
  });

  test('with the organization in which the caller was', async () => {
    const home = createWorld();
    const membership: OrganizationMembership = { id: 'o-a1b2c3d4e5', path: ['r-ab12', 'ou-ab12-11111111'] };
    ensureAccount(home, GUEST).organization = membership;
    const policies = {
      identity: [],
      resource: {
        name: 'bucket policy of lake',
        document: {
          Statement: [
            {
              Effect: 'Deny' as const,
              Principal: '*' as const,
              Action: 's3:*',
              Resource: '*',
              Condition: { StringEquals: { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' } },
            },
          ],
        },
      },
    };
    const { call } = decision;
    const made = decideWith(policies, call, callerContext(call.caller, membership));
    expect(made.effect).toBe('explicitDeny');
    expect(all(await stored(made, home))).toEqual(all(made));
  });

  test('and what a service refuses by itself', async () => {
    const { call } = decision;
    const made: Decision = {
      effect: 'implicitDeny',
      mayAllow: false,
      call,
      reasons: [{ rule: 'R-AP', gate: 'service', verdict: 'implicitDeny', side: 'resource', text: 'there is none' }],
    };
    expect(await stored(made)).toEqual(made);
  });
});
