import { BucketObjects } from './bucket-objects';
import type { Content } from './content';
import type { MultipartUpload, UploadedPart } from './multipart-upload';
import type { ObjectVersion } from './object-version';

/** Counts who uses a content. */
export interface ContentUse {
  retain(content: Content): void;
  release(content: Content): void;
}

/** Everything the store knows beside the bytes: versions by bucket, uploads under way. In memory, synchronous. */
export class ObjectIndex {
  private readonly buckets = new Map<string, BucketObjects>();
  readonly uploads = new Map<string, MultipartUpload>();

  constructor(private readonly use: ContentUse) {}

  /** The objects of a bucket; a name never seen has none. */
  bucket(name: string): BucketObjects {
    let bucket = this.buckets.get(name);
    if (!bucket) this.buckets.set(name, (bucket = new BucketObjects()));
    return bucket;
  }

  put(bucket: string, key: string, version: ObjectVersion, upload?: string): void {
    this.use.retain(version.content);
    const replaced = this.bucket(bucket).put(key, version);
    if (replaced) this.use.release(replaced.content);
    if (upload !== undefined) this.endUpload(upload);
  }

  remove(bucket: string, key: string, versionId: string): ObjectVersion | undefined {
    const removed = this.bucket(bucket).remove(key, versionId);
    if (removed) this.use.release(removed.content);
    return removed;
  }

  setTags(bucket: string, key: string, versionId: string, tags: ObjectVersion['tags']): void {
    const version = this.bucket(bucket).version(key, versionId);
    if (version) version.tags = tags;
  }

  setAcl(bucket: string, key: string, versionId: string, acl: ObjectVersion['acl']): void {
    const version = this.bucket(bucket).version(key, versionId);
    if (version) version.acl = acl;
  }

  /** Forgets a bucket with all that is in it, uploads under way included. */
  drop(name: string): void {
    for (const { version } of this.bucket(name).all()) this.use.release(version.content);
    this.buckets.delete(name);
    for (const upload of this.uploads.values()) if (upload.bucket === name) this.endUpload(upload.id);
  }

  addPart(uploadId: string, part: UploadedPart): void {
    const upload = this.uploads.get(uploadId);
    if (!upload) return;
    this.use.retain(part.content);
    const replaced = upload.parts.get(part.partNumber);
    upload.parts.set(part.partNumber, part);
    if (replaced) this.use.release(replaced.content);
  }

  /** Forgets an upload and its parts; parts that became an object stay, because the object uses them. */
  endUpload(uploadId: string): void {
    const upload = this.uploads.get(uploadId);
    if (!upload) return;
    this.uploads.delete(uploadId);
    for (const part of upload.parts.values()) this.use.release(part.content);
  }

  /** The names of buckets that hold anything. */
  *bucketNames(): IterableIterator<string> {
    for (const [name, bucket] of this.buckets) if (bucket.size > 0) yield name;
  }
}
