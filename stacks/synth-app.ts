import { App } from 'cdktf';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refuseHclOutput, refuseSharedStackIds, refuseSilentMistakes, stacksBelow } from './guards';
import { refuseDanglingReferences } from './output-guard';
import { publish, readManifest } from './output-folder';

/** One synthesized stack. */
export interface SynthesizedStack {
  /** The stack's id: `<pair>-producer` or `<pair>-consumer`. */
  readonly id: string;
  /** Where its `cdk.tf.json` was written, below the output folder as that was given. */
  readonly file: string;
  /** The content of that file. */
  readonly json: unknown;
}

/** What a synth wrote. */
export interface SynthesizedApp {
  /** By stack id, in the order in which the stacks were made. */
  readonly stacks: ReadonlyMap<string, SynthesizedStack>;
  /**
   * Folders of stacks that an earlier run wrote and this one did not, kept because they hold something of the user's, such
   * as a Terraform state. All others are removed.
   */
  readonly leftBehind: readonly string[];
}

/**
 * Synthesizes an app in this process. Everything is written to a folder beside the output folder first, and moved when
 * all of it is found good: nothing is written when anything is refused. The same app gives the same bytes.
 *
 * @param outdir the output folder, made when it is not there; Terraform runs in `<outdir>/stacks/<id>`
 * @param build makes the stacks
 * @returns what was written, so that nobody has to read it again
 * @throws SynthError for what CDKTF would get wrong without a word, and whatever `build` throws
 */
export function synthApp(outdir: string, build: (app: App) => void): SynthesizedApp {
  const target = resolve(outdir);
  const earlier = readManifest(target);
  const made = mkdirSync(dirname(target), { recursive: true });
  // Always on the file system of the output folder, which may be a mount: a move within one is atomic.
  const name = `.synth-${randomBytes(6).toString('hex')}`;
  const temporary = existsSync(target) ? join(target, name) : `${target}${name}`;
  let published = false;
  try {
    mkdirSync(temporary);
    const app = new App({ outdir: temporary, stackTraces: false });
    refuseHclOutput(app);
    withoutTokenTraces(() => {
      build(app);
      refuseSharedStackIds(app);
      app.synth();
    });
    const stacks = new Map<string, SynthesizedStack>();
    for (const stack of stacksBelow(app)) {
      refuseSilentMistakes(stack);
      const { id } = stack.node;
      const path = app.manifest.forStack(stack).synthesizedStackPath;
      const text = readFileSync(join(temporary, path), 'utf8');
      const json: unknown = JSON.parse(text);
      refuseDanglingReferences(id, text, json);
      stacks.set(id, { id, file: join(outdir, path), json });
    }
    const leftBehind = publish(temporary, target, [...stacks.keys()], earlier);
    published = true;
    return { stacks, leftBehind: leftBehind.map((id) => join(outdir, 'stacks', id)) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    if (!published && made) rmSync(made, { recursive: true, force: true });
  }
}

/**
 * CDKTF takes a whole stack trace for every token, whatever `stackTraces` says, and shows it nowhere: a seventh of a synth
 * was for writing them out. An error's own trace is written when it is read, and that is later.
 */
function withoutTokenTraces(work: () => void): void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => '';
  try {
    work();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
