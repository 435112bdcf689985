import type { Content, FileContent, SmallContent } from './content';
import type { MultipartUpload, UploadedPart } from './multipart-upload';
import type { ObjectVersion } from './object-version';

/** Where the bytes of a segment stand: a file's name, or a place in the pack file; then offset and length in it. */
type StoredSegment =
  | readonly ['file', string, number, number, number]
  | readonly ['pack', number, number, number, number];

type Stored<T extends { content: Content }> = Omit<T, 'content'> & {
  readonly content: readonly StoredSegment[];
};

/** One change of the store, as its journal keeps it. */
export type JournalRecord =
  | {
      readonly op: 'put';
      readonly bucket: string;
      readonly key: string;
      readonly version: Stored<ObjectVersion>;
      readonly upload?: string;
    }
  | { readonly op: 'remove'; readonly bucket: string; readonly key: string; readonly versionId: string }
  | {
      readonly op: 'tags';
      readonly bucket: string;
      readonly key: string;
      readonly versionId: string;
      readonly tags: ObjectVersion['tags'];
    }
  | {
      readonly op: 'acl';
      readonly bucket: string;
      readonly key: string;
      readonly versionId: string;
      readonly acl: NonNullable<ObjectVersion['acl']>;
    }
  | { readonly op: 'drop'; readonly bucket: string }
  | { readonly op: 'upload'; readonly upload: Omit<MultipartUpload, 'parts'> }
  | { readonly op: 'part'; readonly upload: string; readonly part: Stored<UploadedPart> }
  | { readonly op: 'abort'; readonly upload: string };

/** Turns what has content into what the journal keeps. */
export function store<T extends { content: Content }>(item: T): Stored<T> {
  return {
    ...item,
    content: item.content.map(({ source, offset, length }): StoredSegment =>
      source.kind === 'file'
        ? ['file', source.id, source.size, offset, length]
        : ['pack', source.packOffset!, source.size, offset, length],
    ),
  };
}

/** Brings journal entries back to life; entries that share bytes share them again. */
export class ContentLoader {
  private readonly files = new Map<string, FileContent>();
  private readonly packed = new Map<number, SmallContent>();

  /**
   * @param files size by name of the files that are there
   * @param packSize bytes in the pack file
   */
  constructor(
    private readonly existing: ReadonlyMap<string, number>,
    private readonly packSize: number,
  ) {}

  /** @returns undefined when its bytes did not reach the disk */
  load<T extends { content: Content }>(item: Stored<T>): T | undefined {
    const content: Content[number][] = [];
    for (const segment of item.content) {
      const source = segment[0] === 'file' ? this.file(segment[1], segment[2]) : this.small(segment[1], segment[2]);
      if (!source) return undefined;
      content.push({ source, offset: segment[3], length: segment[4] });
    }
    return { ...item, content } as unknown as T;
  }

  private file(id: string, size: number): FileContent | undefined {
    if (this.existing.get(id) !== size) return undefined;
    let file = this.files.get(id);
    if (!file) this.files.set(id, (file = { kind: 'file', id, size, references: 0 }));
    return file;
  }

  private small(packOffset: number, size: number): SmallContent | undefined {
    if (packOffset + size > this.packSize) return undefined;
    let small = this.packed.get(packOffset);
    if (!small) this.packed.set(packOffset, (small = { kind: 'small', size, packOffset, references: 0 }));
    return small;
  }
}
