import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppendFile } from './append-file';
import type { BucketObjects } from './bucket-objects';
import type { Content } from './content';
import { ContentStore } from './content-store';
import type { MultipartUpload, UploadedPart } from './multipart-upload';
import { compareKeys } from './key-order';
import { ObjectIndex } from './object-index';
import type { ChecksumAlgorithm, ObjectVersion } from './object-version';
import { journalLine } from './journal';
import { receive, receiveSmall, type Received } from './receive';
import { store, type JournalRecord } from './records';
import { recover } from './recover';

/** What a store stands on. */
interface Parts {
  readonly contents: ContentStore;
  readonly index: ObjectIndex;
  /** Absent when nothing has to survive. */
  readonly journal?: AppendFile;
  close(): Promise<void>;
}

/**
 * The objects of all buckets: their bytes, versions, tags, and the multipart uploads under way. It knows nothing of
 * access. Changes are visible at once; the promise that each returns resolves when the change would survive a crash
 * of the process.
 */
export class ObjectStore {
  private constructor(private readonly parts: Parts) {}

  /**
   * Opens a store.
   *
   * @param directory where objects survive the process; recovered as of the last acknowledged change, even after a
   *   kill. One process at a time. Without it the store is private, empty, and gone when closed.
   * @throws Error when the directory cannot be used or its journal is damaged
   */
  static async open(directory?: string): Promise<ObjectStore> {
    return new ObjectStore(directory === undefined ? temporary() : await recover(directory));
  }

  /** The objects of a bucket, to be read only; a name never seen has none. */
  bucket(name: string): BucketObjects {
    return this.parts.index.bucket(name);
  }

  /**
   * Reads a request body to its end, small ones into memory and large ones to disk.
   *
   * @param limit in bytes
   * @throws TooLongError, or what the stream ended with
   */
  receive(body: Readable, algorithms: readonly ChecksumAlgorithm[], limit: number): Promise<Received> {
    return receive(this.parts.contents, body, algorithms, limit);
  }

  /** Like {@link receive}, for a small content that is there already. Its bytes are copied. */
  receiveSmall(bytes: Buffer, algorithms: readonly ChecksumAlgorithm[]): Received {
    return receiveSmall(this.parts.contents, bytes, algorithms);
  }

  /** Takes a content that is not going to be used after all. */
  discard(content: Content): void {
    this.parts.contents.retain(content);
    this.parts.contents.release(content);
  }

  /** The bytes of a content; a stream keeps them readable until it is closed, whatever happens to the object. */
  read(content: Content): Buffer | Readable {
    return this.parts.contents.read(content);
  }

  /** Keeps the bytes of a content while something is done with it, whatever happens to its object meanwhile. */
  async holding<T>(content: Content, work: () => Promise<T>): Promise<T> {
    this.parts.contents.retain(content);
    try {
      return await work();
    } finally {
      this.parts.contents.release(content);
    }
  }

  /** Makes a version the newest of its key. @param upload the multipart upload that ends with it */
  put(bucket: string, key: string, version: ObjectVersion, upload?: string): Promise<void> {
    this.parts.index.put(bucket, key, version, upload);
    return this.log(() => ({ op: 'put', bucket, key, version: store(version), upload }));
  }

  /** Removes a version for good. @returns it, or undefined if there is none */
  async remove(bucket: string, key: string, versionId: string): Promise<ObjectVersion | undefined> {
    const removed = this.parts.index.remove(bucket, key, versionId);
    if (removed) await this.log(() => ({ op: 'remove', bucket, key, versionId }));
    return removed;
  }

  /** Replaces the tags of a version. */
  setTags(bucket: string, key: string, versionId: string, tags: ObjectVersion['tags']): Promise<void> {
    this.parts.index.setTags(bucket, key, versionId, tags);
    return this.log(() => ({ op: 'tags', bucket, key, versionId, tags }));
  }

  /** Replaces the grants of a version's ACL. */
  setAcl(bucket: string, key: string, versionId: string, acl: NonNullable<ObjectVersion['acl']>): Promise<void> {
    this.parts.index.setAcl(bucket, key, versionId, acl);
    return this.log(() => ({ op: 'acl', bucket, key, versionId, acl }));
  }

  /** Forgets a bucket with all that is in it. */
  dropBucket(bucket: string): Promise<void> {
    this.parts.index.drop(bucket);
    return this.log(() => ({ op: 'drop', bucket }));
  }

  upload(id: string): MultipartUpload | undefined {
    return this.parts.index.uploads.get(id);
  }

  /** The uploads under way in a bucket, by key in UTF-8 order and then by id. */
  uploadsOf(bucket: string): MultipartUpload[] {
    return [...this.parts.index.uploads.values()]
      .filter((upload) => upload.bucket === bucket)
      .sort((a, b) => compareKeys(a.key, b.key) || (a.id < b.id ? -1 : 1));
  }

  addUpload(upload: MultipartUpload): Promise<void> {
    this.parts.index.uploads.set(upload.id, upload);
    return this.log(() => {
      const { parts: _, ...rest } = upload;
      return { op: 'upload', upload: rest };
    });
  }

  /** Adds a part, in place of one with the same number. */
  addPart(uploadId: string, part: UploadedPart): Promise<void> {
    this.parts.index.addPart(uploadId, part);
    return this.log(() => ({ op: 'part', upload: uploadId, part: store(part) }));
  }

  /** Ends an upload and forgets its parts. */
  abortUpload(uploadId: string): Promise<void> {
    this.parts.index.endUpload(uploadId);
    return this.log(() => ({ op: 'abort', upload: uploadId }));
  }

  /** Writes what is under way and lets go of all files. A store without directory is gone then. */
  close(): Promise<void> {
    return this.parts.close();
  }

  private log(record: () => JournalRecord): Promise<void> {
    const { journal } = this.parts;
    if (!journal) return Promise.resolve();
    journal.append(journalLine(record()));
    return journal.settled();
  }
}

/** A store in a private directory, which is made when the first object has to leave memory. */
function temporary(): Parts {
  let directory: string | undefined;
  let pack: AppendFile | undefined;
  const folder = () => (directory ??= mkdtempSync(join(tmpdir(), 'crossbucket-objects-')));
  const contents = new ContentStore(folder, () => (pack ??= new AppendFile(join(folder(), 'small'))), false);
  return {
    contents,
    index: new ObjectIndex(contents),
    close: async () => {
      await pack?.close();
      if (directory !== undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
