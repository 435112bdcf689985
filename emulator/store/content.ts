/** Bytes of at most {@link SMALL_CONTENT} that are kept in memory as long as there is room, else in the pack file. */
export interface SmallContent {
  readonly kind: 'small';
  readonly size: number;
  /** Absent when it was moved out of memory. */
  buffer?: Buffer;
  /** Where it stands in the pack file; absent when it is in memory only. */
  packOffset?: number;
  /** How many versions, parts and running reads use it. */
  references: number;
}

/** Bytes in a file of their own. */
export interface FileContent {
  readonly kind: 'file';
  /** The file's name. */
  readonly id: string;
  readonly size: number;
  references: number;
}

/** Some bytes of a small or file content. */
export interface Segment {
  readonly source: SmallContent | FileContent;
  /** Bytes from the source's begin. */
  readonly offset: number;
  readonly length: number;
}

/**
 * The bytes of an object or part: segments one behind the other. An object uploaded in parts has its parts' segments,
 * and a copy shares those of its source, so that neither completing nor copying moves bytes.
 */
export type Content = readonly Segment[];

/** Up to this many bytes an object lies in memory or in the pack file instead of a file of its own. */
export const SMALL_CONTENT = 64 * 1024;

/** The bytes `start` to `end` (both included) of a content. */
export function sliceContent(content: Content, start: number, end: number): Segment[] {
  const slices: Segment[] = [];
  let position = 0;
  for (const segment of content) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end + 1 - position, segment.length);
    if (from < to) slices.push({ source: segment.source, offset: segment.offset + from, length: to - from });
    position += segment.length;
  }
  return slices;
}

/** How many bytes a content has. */
export function contentLength(content: Content): number {
  return content.reduce((sum, segment) => sum + segment.length, 0);
}
