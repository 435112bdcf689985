import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorld } from '../access/world/create';
import { restore, snapshot } from '../access/world/snapshot';
import type { World } from '../access/world/world';
import { createTlsIdentity, type TlsIdentity } from './http/certificate';

const WORLD = 'world.json';
const SECRET = 'secret';
const TLS = 'tls.json';
const DAY = 24 * 60 * 60 * 1000;

/** A directory in which an embedded AWS survives its process. Secrets in it are readable by their owner only. */
export class DataDirectory {
  private written: string | undefined;
  private saving: Promise<void> | undefined;
  private again = false;

  /** @throws Error when the directory cannot be made or written to */
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }

  /** Where objects are kept. */
  get objects(): string {
    return join(this.path, 'objects');
  }

  /** Where what was decided is kept. */
  get authorizations(): string {
    return join(this.path, 'authorizations');
  }

  /** The secret of this directory; made at its first use. @throws Error when the file is damaged */
  secret(): Buffer {
    const file = join(this.path, SECRET);
    if (existsSync(file)) {
      const text = readFileSync(file, 'utf8').trim();
      if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
      throw damaged(
        file,
        'it must have 64 hex digits',
        'restore it, or move it away and make all keys and sessions again',
      );
    }
    const secret = randomBytes(32);
    writeAtOnce(file, secret.toString('hex'));
    return secret;
  }

  /** The certificates of this directory; made again shortly before they end. @throws Error when the file is damaged */
  tlsIdentity(now: Date): TlsIdentity {
    const file = join(this.path, TLS);
    if (existsSync(file)) {
      const { until, ...kept } = readTlsIdentity(file);
      if (until > now.getTime()) return kept;
    }
    const identity = createTlsIdentity(now);
    writeAtOnce(file, JSON.stringify({ ...identity, until: now.getTime() + 335 * DAY }));
    return identity;
  }

  /** The world as it was saved last; an empty one at first. @throws Error when the file is damaged */
  world(): World {
    const file = join(this.path, WORLD);
    if (!existsSync(file)) return createWorld();
    this.written = readFileSync(file, 'utf8');
    try {
      return restore(JSON.parse(this.written));
    } catch (error) {
      throw damaged(file, String(error), 'move it away to begin with an empty world', error);
    }
  }

  /**
   * Saves the world if it has changed: one write at a time, each to a new file that then takes the old one's place.
   *
   * @returns when the state of this moment is saved
   */
  save(world: World): Promise<void> {
    if (this.saving) {
      this.again = true;
      return this.saving;
    }
    this.saving = this.run(world).finally(() => (this.saving = undefined));
    return this.saving;
  }

  private async run(world: World): Promise<void> {
    do {
      this.again = false;
      const text = JSON.stringify(snapshot(world));
      if (text === this.written) continue;
      const file = join(this.path, WORLD);
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
      this.written = text;
    } while (this.again);
  }
}

interface KeptIdentity extends TlsIdentity {
  /** Milliseconds since the epoch. */
  readonly until: number;
}

function readTlsIdentity(file: string): KeptIdentity {
  const fix = 'move it away to get new certificates';
  let kept: Partial<KeptIdentity> | null;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeptIdentity> | null;
  } catch (error) {
    throw damaged(file, String(error), fix, error);
  }
  const { key, cert, ca, until } = kept ?? {};
  if (key === undefined || cert === undefined || ca === undefined || until === undefined) {
    throw damaged(file, 'it must have key, cert, ca and until', fix);
  }
  return { key, cert, ca, until };
}

function damaged(file: string, why: string, fix: string, cause?: unknown): Error {
  return new Error(`${file} is damaged (${why}); ${fix}`, { cause });
}

function writeAtOnce(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
