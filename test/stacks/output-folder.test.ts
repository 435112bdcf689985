import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthApp } from '../../stacks/synth-app';

let folder: string;
let outdir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
  outdir = join(folder, 'out');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const synth = (...ids: string[]) =>
  synthApp(outdir, (app) => {
    for (const id of ids) {
      const stack = new TerraformStack(app, id);
      new LocalBackend(stack, { path: 'terraform.tfstate' });
      new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    }
  });

const inStack = (id: string, file: string) => join(outdir, 'stacks', id, file);

describe('the output folder', () => {
  it('gets a manifest and a file for each stack, whose content the result has too', () => {
    const { stacks } = synth('a', 'b');
    expect(readdirSync(outdir).sort()).toEqual(['manifest.json', 'stacks']);
    expect(readdirSync(join(outdir, 'stacks')).sort()).toEqual(['a', 'b']);
    expect(stacks.get('b')).toEqual({
      id: 'b',
      file: inStack('b', 'cdk.tf.json'),
      json: JSON.parse(readFileSync(inStack('b', 'cdk.tf.json'), 'utf8')),
    });
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('can be read by whoever can read the folders of this user', () => {
    mkdirSync(join(folder, 'plain'));
    synth('a');
    expect(statSync(outdir).mode).toBe(statSync(join(folder, 'plain')).mode);
  });

  it('keeps what Terraform and its user have beside the file of a stack', () => {
    synth('a');
    const kept = ['terraform.tfstate', '.terraform.lock.hcl', 'backend_override.tf.json'];
    for (const name of kept) writeFileSync(inStack('a', name), name);
    synth('a');
    expect(readdirSync(join(outdir, 'stacks', 'a')).sort()).toEqual([...kept, 'cdk.tf.json'].sort());
  });

  it('loses the HCL that an earlier synth left, which Terraform would load beside the JSON', () => {
    synth('a');
    writeFileSync(inStack('a', 'cdk.tf'), '');
    writeFileSync(inStack('a', 'metadata.json'), '{}');
    synth('a');
    expect(readdirSync(join(outdir, 'stacks', 'a'))).toEqual(['cdk.tf.json']);
  });

  it('loses the stacks that an earlier synth wrote and this one does not', () => {
    synth('a', 'gone');
    mkdirSync(inStack('gone', '.terraform'));
    expect(synth('a').leftBehind).toEqual([]);
    expect(readdirSync(join(outdir, 'stacks'))).toEqual(['a']);
  });

  it('keeps such a stack when it holds a state, and says so', () => {
    synth('a', 'gone');
    writeFileSync(inStack('gone', 'terraform.tfstate'), '{}');
    expect(synth('a').leftBehind).toEqual([join(outdir, 'stacks', 'gone')]);
    expect(existsSync(inStack('gone', 'cdk.tf.json'))).toBe(true);
  });

  it('keeps folders that no manifest names', () => {
    synth('a');
    mkdirSync(join(outdir, 'stacks', 'mine'));
    expect(synth('a').leftBehind).toEqual([]);
    expect(readdirSync(join(outdir, 'stacks')).sort()).toEqual(['a', 'mine']);
  });

  it('never follows a manifest out of the folder', () => {
    synth('a');
    mkdirSync(join(folder, 'victim'));
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    manifest.stacks['../../victim'] = {};
    writeFileSync(join(outdir, 'manifest.json'), JSON.stringify(manifest));
    synth('a');
    expect(existsSync(join(folder, 'victim'))).toBe(true);
  });

  it("is refused when its manifest.json is somebody else's", () => {
    mkdirSync(outdir);
    writeFileSync(join(outdir, 'manifest.json'), '{"name":"web app"}');
    expect(() => synth('a')).toThrow(
      `output folder has a manifest.json that CDKTF did not write, got "${join(outdir, 'manifest.json')}"; ` +
        'allowed: a folder that is not there yet, is empty, or was written by an earlier synth; name another folder',
    );
    expect(readdirSync(outdir)).toEqual(['manifest.json']);
  });

  it('stays as it was when anything is refused', () => {
    synth('a');
    const before = readFileSync(inStack('a', 'cdk.tf.json'), 'utf8');
    expect(() => synth('b', 'C')).toThrow('stack id is no safe folder name');
    expect(readdirSync(outdir).sort()).toEqual(['manifest.json', 'stacks']);
    expect(readdirSync(join(outdir, 'stacks'))).toEqual(['a']);
    expect(readFileSync(inStack('a', 'cdk.tf.json'), 'utf8')).toBe(before);
  });
});
