import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppendFile } from './append-file';
import type { Content, FileContent, SmallContent } from './content';
import { ContentStore } from './content-store';
import { journalLine, readJournal, type JournalContent, type JournalHeader } from './journal';
import { ObjectIndex, type ContentUse } from './object-index';
import { ContentLoader, store, type JournalRecord } from './records';

/** The pack file is copied when so many of its bytes, and more than half of them, belong to nothing. */
const PACK_WASTE = 16 * 1024 * 1024;
/** The journal is written anew when it has so many records more than twice what is needed. */
const JOURNAL_WASTE = 1000;

/** What was found, ready for use. */
interface Recovered {
  readonly contents: ContentStore;
  readonly index: ObjectIndex;
  readonly journal: AppendFile;
  close(): Promise<void>;
}

/**
 * Opens a directory that may hold a store: replays its journal, drops what was never acknowledged, and removes files
 * that belong to nothing.
 *
 * @throws Error when the journal is damaged before its end
 */
export async function recover(directory: string): Promise<Recovered> {
  const folder = join(directory, 'contents');
  await mkdir(folder, { recursive: true });
  const journalPath = join(directory, 'journal.jsonl');
  const found = await readJournal(journalPath);
  const files = await sizesIn(folder);
  let packName = found?.header.pack ?? 'small-1';
  let packSize = await sizeOf(join(directory, packName));

  // While replaying, uses are only counted: nothing may be deleted before everything is known.
  const use: ContentUse = { retain: count(+1), release: count(-1) };
  const index = new ObjectIndex({
    retain: (content) => use.retain(content),
    release: (content) => use.release(content),
  });
  const lost = found ? replay(found.records, index, new ContentLoader(files, packSize)) : 0;

  const live = liveSources(index);
  for (const id of files.keys()) if (!live.files.has(id)) await rm(join(folder, id), { force: true });
  const wasted = packSize - live.smallBytes;
  const repack = wasted > PACK_WASTE && wasted > packSize / 2;
  if (repack) {
    const next = `small-${Number(packName.slice('small-'.length)) + 1}`;
    packSize = await copyPack(join(directory, packName), join(directory, next), live.small);
    packName = next;
  }
  const records = snapshot(index);
  if (!found || found.torn || lost > 0 || repack || found.records.length > 2 * records.length + JOURNAL_WASTE) {
    await rewrite(journalPath, { crossbucketObjects: 1, pack: packName }, records);
    await removeOtherPacks(directory, packName);
  }

  const pack = new AppendFile(join(directory, packName), packSize);
  const journal = new AppendFile(journalPath, await sizeOf(journalPath), () => pack.settled());
  const contents = new ContentStore(
    () => folder,
    () => pack,
    true,
  );
  use.retain = (content) => contents.retain(content);
  use.release = (content) => contents.release(content);
  const close = async () => {
    await journal.close();
    await pack.close();
  };
  return { contents, index, journal, close };
}

function count(by: 1 | -1): (content: Content) => void {
  return (content) => {
    for (const { source } of content) source.references += by;
  };
}

/** @returns how many records had to be left out because their bytes are not there */
function replay(records: JournalContent['records'], index: ObjectIndex, loader: ContentLoader): number {
  let lost = 0;
  for (const record of records) {
    if (record.op === 'put') {
      const version = loader.load(record.version);
      if (version) index.put(record.bucket, record.key, version, record.upload);
      else lost++;
    } else if (record.op === 'part') {
      const part = loader.load(record.part);
      if (part) index.addPart(record.upload, part);
      else lost++;
    } else if (record.op === 'remove') index.remove(record.bucket, record.key, record.versionId);
    else if (record.op === 'tags') index.setTags(record.bucket, record.key, record.versionId, record.tags);
    else if (record.op === 'acl') index.setAcl(record.bucket, record.key, record.versionId, record.acl);
    else if (record.op === 'drop') index.drop(record.bucket);
    else if (record.op === 'upload') index.uploads.set(record.upload.id, { ...record.upload, parts: new Map() });
    else index.endUpload(record.upload);
  }
  return lost;
}

interface LiveSources {
  readonly files: Set<string>;
  readonly small: Set<SmallContent>;
  readonly smallBytes: number;
}

function liveSources(index: ObjectIndex): LiveSources {
  const files = new Set<string>();
  const small = new Set<SmallContent>();
  const note = (source: SmallContent | FileContent) => {
    if (source.kind === 'file') files.add(source.id);
    else small.add(source);
  };
  for (const name of index.bucketNames()) {
    for (const { version } of index.bucket(name).all()) for (const { source } of version.content) note(source);
  }
  for (const upload of index.uploads.values()) {
    for (const part of upload.parts.values()) for (const { source } of part.content) note(source);
  }
  return { files, small, smallBytes: [...small].reduce((sum, content) => sum + content.size, 0) };
}

/** The fewest records that make the same index. */
function snapshot(index: ObjectIndex): JournalRecord[] {
  const records: JournalRecord[] = [];
  for (const bucket of index.bucketNames()) {
    for (const { key, version } of index.bucket(bucket).all()) {
      records.push({ op: 'put', bucket, key, version: store(version) });
    }
  }
  for (const { parts, ...upload } of index.uploads.values()) {
    records.push({ op: 'upload', upload });
    for (const part of parts.values()) records.push({ op: 'part', upload: upload.id, part: store(part) });
  }
  return records;
}

async function rewrite(path: string, header: JournalHeader, records: readonly JournalRecord[]): Promise<void> {
  await rm(`${path}.new`, { force: true });
  const file = new AppendFile(`${path}.new`);
  file.append(journalLine(header));
  for (const record of records) file.append(journalLine(record));
  await file.settled();
  await file.close();
  await rename(`${path}.new`, path);
}

/** Copies what is in use to a new pack file. @returns its size */
async function copyPack(from: string, to: string, live: ReadonlySet<SmallContent>): Promise<number> {
  await rm(to, { force: true });
  const source = await open(from, 'r');
  const target = new AppendFile(to);
  try {
    for (const content of live) {
      const buffer = Buffer.allocUnsafe(content.size);
      await source.read(buffer, 0, content.size, content.packOffset!);
      content.packOffset = target.append(buffer);
      if (target.size % (1 << 24) < content.size) await target.settled();
    }
    await target.settled();
    return target.size;
  } finally {
    await source.close();
    await target.close();
  }
}

async function removeOtherPacks(directory: string, kept: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (/^small-\d+$/.test(name) && name !== kept) await rm(join(directory, name), { force: true });
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
}

async function sizesIn(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder)) sizes.set(name, await sizeOf(join(folder, name)));
  return sizes;
}
