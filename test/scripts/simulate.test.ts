import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import documented from '../vectors/decisions/docs-cases.json';
import { runCli, startCli } from './run-cli';

const docsCases = join(__dirname, '..', 'vectors', 'decisions', 'docs-cases.json');
const one = {
  id: 'one',
  principal: 'arn:aws:iam::111111111111:user/u',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::lake/x',
  resourceAccount: '111111111111',
};
const allowing = (Resource: string) => ({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource } });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `simulate` on a file of this text. */
async function simulated(text: string) {
  writeFileSync(join(folder, 'cases.json'), text);
  const run = await runCli(['simulate', '--cases', 'cases.json'], folder);
  const lines = run.stdout.split('\n').filter(Boolean);
  return { ...run, results: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('crossbucket simulate', () => {
  test('decides the cases of an array, one line for each, and ends with 0 when all are as expected', async () => {
    const { exitCode, stdout } = await runCli(['simulate', '--cases', docsCases], folder);
    expect(exitCode).toBe(0);
    const decided = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; decision: string });
    expect(decided.map(({ id, decision }) => [id, decision])).toEqual(documented.map(({ id, expect }) => [id, expect]));
  });

  test('reads one case a line from stdin', async () => {
    const { child, ended } = startCli(['simulate', '--cases', '-'], folder, {}, 'pipe');
    child.stdin!.end(`${JSON.stringify(one)}\n\n${JSON.stringify({ ...one, id: 'two', identity: allowing('*') })}\n`);
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(0);
    expect(stdout.match(/"decision":"\w+"/g)).toEqual(['"decision":"implicitDeny"', '"decision":"allow"']);
  });

  test('tells each decision with its reasons and the text that AWS would send', async () => {
    const { results } = await simulated(JSON.stringify([{ ...one, identity: [allowing('arn:aws:s3:::lake/y')] }]));
    expect(results).toEqual([
      {
        id: 'one',
        decision: 'implicitDeny',
        reasons: [
          {
            rule: 'R-ORDER',
            side: 'caller',
            policy: 'identity policy 1',
            text: 'no identity-based policy of user arn:aws:iam::111111111111:user/u allows it',
          },
        ],
        message:
          'User: arn:aws:iam::111111111111:user/u is not authorized to perform: s3:GetObject on resource: ' +
          '"arn:aws:s3:::lake/x" because no identity-based policy allows the s3:GetObject action',
      },
    ]);
  });

  test('ends with 1 and names the case when something else was decided than expected', async () => {
    const { exitCode, results, stderr } = await simulated(JSON.stringify([{ ...one, expect: 'allow' }]));
    expect(exitCode).toBe(1);
    expect(results).toHaveLength(1);
    expect(stderr).toBe('case one: expected allow, decided implicitDeny\n');
  });

  test('answers unknown, and on what it depends, for a Terraform reference and for a context key that is null', async () => {
    const reference = { ...one, identity: allowing('${aws_s3_bucket.data.arn}/*') };
    const Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const conditioned = { Statement: { ...allowing('*').Statement, Condition } };
    const client = {
      ...one,
      id: 'two',
      identity: conditioned,
      context: { 'aws:SourceVpce': null, 'aws:Referer': null },
    };
    const { results } = await simulated(JSON.stringify([reference, client]));
    expect(results.map(({ decision }) => decision)).toEqual(['unknown', 'unknown']);
    expect(results[0]!.message).toContain('it depends on aws_s3_bucket.data.arn (');
    expect(results[1]!.message).toContain('it depends on aws:SourceVpce (');
  });

  test.each([
    ['no JSON', '{"id":', 'cases.json:1: no JSON'],
    ['no case', '', 'cases.json has no case'],
    [
      'no caller',
      JSON.stringify([{ ...one, principal: 'me' }]),
      'cases.json[0], case one: principal: "me" names no caller',
    ],
    [
      'no account',
      JSON.stringify({ ...one, resourceAccount: '1' }),
      'cases.json:1, case one: resourceAccount: an account id has',
    ],
    [
      'an element in small letters',
      JSON.stringify([{ ...one, identity: [{ Statement: [{ effect: 'Allow' }] }] }]),
      'Statement[0] has "effect"',
    ],
    [
      'an operator that is none',
      JSON.stringify([
        {
          ...one,
          identity: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Equals: { a: 'b' } } } }],
        },
      ]),
      '"Equals" is no condition operator',
    ],
    ['two cases of one id', `${JSON.stringify(one)}\n${JSON.stringify(one)}`, 'two cases have the id "one"'],
  ])('refuses %s with 2, says where, and decides nothing', async (_what, text, message) => {
    const { exitCode, stdout, stderr } = await simulated(text);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
