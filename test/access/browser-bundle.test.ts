import { beforeAll, describe, expect, test } from '@jest/globals';
import { build, type Metafile } from 'esbuild';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';

let metafile: Metafile;
let code: string;

beforeAll(async () => {
  const result = await build({
    absWorkingDir: join(__dirname, '../..'),
    entryPoints: ['access/index.ts'],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'crossbucket',
    target: 'es2022',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  metafile = result.metafile;
  code = result.outputFiles[0]!.text;
});

describe('crossbucket/access in a browser bundle', () => {
  test('has files of access/ in it and nothing else', () => {
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.length).toBeGreaterThan(100);
    expect(inputs.filter((path) => !/^access\/[^:]+\.ts$/.test(path))).toEqual([]);
  });

  test('imports nothing of Node', () => {
    const imports = [...Object.values(metafile.inputs), ...Object.values(metafile.outputs)].flatMap(
      ({ imports: all }) => all.filter(({ path, external }) => external || builtinModules.includes(path)),
    );
    expect(imports).toEqual([]);
  });

  test('decides, refuses and lints where there is nothing but the language', () => {
    // Browsers have URL and TextEncoder; Node's own names are not there.
    const context = createContext({ URL, TextEncoder, TextDecoder });
    new Script(code).runInContext(context);
    const run = (expression: string): unknown =>
      JSON.parse(new Script(`JSON.stringify(${expression})`).runInContext(context) as string);
    expect(run('[typeof process, typeof require, typeof Buffer]')).toEqual(['undefined', 'undefined', 'undefined']);
    expect(
      run(`crossbucket.simulate({
        principal: 'arn:aws:iam::222222222222:role/reader',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::acme/reports/1.csv',
        resourceAccount: '111111111111',
        identity: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }],
        resourcePolicy: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: '222222222222' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::acme/reports/*',
          },
        },
      }).effect`),
    ).toBe('allow');
    expect(
      run(`crossbucket.lint(
        { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme/*' } },
        { kind: 'identity' },
      ).map(({ id }) => id)`),
    ).toEqual(['action-on-no-resource']);
  });
});
