import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { JournalRecord } from './records';

/** The first line of a journal: its format, and the pack file that it goes with. */
export interface JournalHeader {
  readonly crossbucketObjects: 1;
  readonly pack: string;
}

/** One line for a record. */
export function journalLine(record: JournalRecord | JournalHeader): Buffer {
  return Buffer.from(`${JSON.stringify(record)}\n`);
}

/** What a journal says. */
export interface JournalContent {
  readonly header: JournalHeader;
  readonly records: JournalRecord[];
  /** Whether its end is torn, as after a crash. */
  readonly torn: boolean;
}

/**
 * Reads a journal. A torn last line is left out: its writer was never told that it had been written.
 *
 * @returns undefined when the file is not there or has no complete header
 * @throws Error when it is damaged before its end, or of another format
 */
export async function readJournal(path: string): Promise<JournalContent | undefined> {
  let header: JournalHeader | undefined;
  const records: JournalRecord[] = [];
  let broken = 0;
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      number++;
      if (broken > 0) throw new Error(`${path}:${broken}: the line is damaged; move the file away to start empty`);
      const value = parseLine(line);
      if (value === undefined) broken = number;
      else if (number === 1) header = checkHeader(value, path);
      else records.push(value as JournalRecord);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return header && { header, records, torn: broken > 0 };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function checkHeader(value: unknown, path: string): JournalHeader {
  const header = value as Partial<JournalHeader>;
  if (header.crossbucketObjects === 1 && typeof header.pack === 'string') return header as JournalHeader;
  throw new Error(`${path}: not an object journal of format 1; give another --data directory`);
}
