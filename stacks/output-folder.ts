import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SynthError } from '../modules/synth-error';

/** What a synth, and Terraform's init after it, write into the folder of a stack. Everything else is the user's. */
const generated = new Set(['cdk.tf.json', 'cdk.tf', 'metadata.json', '.terraform', '.terraform.lock.hcl']);

/**
 * The ids of the stacks that an earlier synth wrote into a folder, by its `manifest.json`; none when there is no such file.
 *
 * @throws SynthError when the file is somebody else's: it would be overwritten
 */
export function readManifest(outdir: string): string[] {
  const file = join(outdir, 'manifest.json');
  if (!existsSync(file)) return [];
  try {
    const { version, stacks } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown; stacks?: unknown };
    if (typeof version === 'string' && typeof stacks === 'object' && stacks !== null) return Object.keys(stacks);
  } catch {
    // No JSON: somebody else's as well.
  }
  throw new SynthError({
    what: 'output folder has a manifest.json that CDKTF did not write',
    value: file,
    allowed: 'a folder that is not there yet, is empty, or was written by an earlier synth',
    fix: 'name another folder',
  });
}

/**
 * Moves a synthesized app to its place. A new output folder appears as a whole; in one that is there, each file is
 * replaced as a whole, and what Terraform keeps beside it stays. Folders of earlier stacks are removed, unless they hold
 * something that is not generated.
 *
 * @param from the folder that was synthesized into
 * @param to the output folder
 * @param ids the stacks that are there now
 * @param earlier the stacks that an earlier run wrote
 * @returns the earlier stacks whose folders are still there
 */
export function publish(from: string, to: string, ids: readonly string[], earlier: readonly string[]): string[] {
  if (!existsSync(to)) {
    renameSync(from, to);
    return [];
  }
  for (const id of ids) {
    const folder = join(to, 'stacks', id);
    mkdirSync(folder, { recursive: true });
    renameSync(join(from, 'stacks', id, 'cdk.tf.json'), join(folder, 'cdk.tf.json'));
    // Left by a synth with --hcl; Terraform would load it beside the new file.
    for (const stale of ['cdk.tf', 'metadata.json']) rmSync(join(folder, stale), { force: true });
  }
  renameSync(join(from, 'manifest.json'), join(to, 'manifest.json'));
  const gone = earlier.filter((id) => !ids.includes(id) && /^[\w-]+$/.test(id) && existsSync(join(to, 'stacks', id)));
  return gone.filter((id) => !removed(join(to, 'stacks', id)));
}

function removed(folder: string): boolean {
  if (readdirSync(folder).some((name) => !generated.has(name))) return false;
  rmSync(folder, { recursive: true });
  return true;
}
