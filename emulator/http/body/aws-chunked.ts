import { createHash, timingSafeEqual, type Hash } from 'node:crypto';
import { AwsError } from '../exchange';
import { hmac } from '../sigv4/signing-key';
import type { ChecksumCheck } from './checksums';
import type { BodyDecoder, ContentCheck } from './decoder';

/** What chunk signatures are chained to; absent for STREAMING-UNSIGNED-PAYLOAD-TRAILER. */
export interface ChunkSigning {
  readonly key: Buffer;
  readonly amzDate: string;
  readonly scope: string;
  /** The request's own signature, with which the chain begins. */
  readonly seed: string;
}

export interface AwsChunkedOptions {
  readonly signing?: ChunkSigning;
  /** `x-amz-decoded-content-length` */
  readonly decodedLength: number;
  /** The checksums announced by `x-amz-trailer`; absent when the body has no trailer. */
  readonly trailers?: readonly ChecksumCheck[];
  /** Checks whose value stands in a header. */
  readonly checks: readonly ContentCheck[];
  /** Told of each trailer once it is proven. */
  readonly onTrailer?: (name: string, value: string) => void;
}

const EMPTY_SHA256 = createHash('sha256').digest('hex');
const LINE_LIMIT = 4096;
/** @see InvalidChunkSizeError in the list of S3's error codes */
const SMALLEST_CHUNK = 8192;

/**
 * Takes aws-chunked framing off and verifies each chunk's signature, the trailer's, and the checksums in it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunkedBody implements BodyDecoder {
  private state: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size';
  private line = '';
  private remaining = 0;
  private total = 0;
  private chunkLength = 0;
  private chunkSignature = '';
  private chunkHash: Hash | undefined;
  private previous: string;
  private trailerLines = '';
  private readonly found = new Map<string, string>();
  private trailerSignature: string | undefined;

  constructor(private readonly options: AwsChunkedOptions) {
    this.previous = options.signing?.seed ?? '';
  }

  update(bytes: Buffer, emit: (content: Buffer) => void): void {
    let offset = 0;
    while (offset < bytes.length) {
      if (this.state === 'data') {
        const content = bytes.subarray(offset, offset + this.remaining);
        offset += content.length;
        this.takeData(content, emit);
        continue;
      }
      if (this.state === 'done') throw malformed('bytes after the last chunk');
      const newline = bytes.indexOf(10, offset);
      this.line += bytes.toString('latin1', offset, newline < 0 ? bytes.length : newline);
      if (this.line.length > LINE_LIMIT) throw malformed('a line of the chunk framing is too long');
      if (newline < 0) return;
      offset = newline + 1;
      const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line;
      this.line = '';
      this.takeLine(line);
    }
  }

  end(): void {
    if (this.state !== 'done') throw incomplete();
    if (this.total !== this.options.decodedLength) throw incomplete();
    for (const check of this.options.checks) check.end();
    for (const check of this.options.trailers ?? []) {
      check.end();
      this.options.onTrailer?.(check.header, this.found.get(check.header)!);
    }
  }

  private takeLine(line: string): void {
    if (this.state === 'size') this.beginChunk(line);
    else if (this.state === 'data-end') this.endChunk(line);
    else if (line === '') this.endTrailer();
    else this.takeTrailer(line);
  }

  private beginChunk(line: string): void {
    const match = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
    const signed = this.options.signing !== undefined;
    if (!match || signed !== (match[2] !== undefined)) throw malformed('a chunk header is malformed');
    if (this.total > 0 && this.chunkLength < SMALLEST_CHUNK && parseInt(match[1]!, 16) > 0) {
      throw new AwsError(
        'InvalidChunkSizeError',
        403,
        'Only the last chunk is allowed to have a size less than 8192 bytes',
        { Chunk: match[1]!, BadChunkSize: String(this.chunkLength) },
      );
    }
    this.remaining = this.chunkLength = parseInt(match[1]!, 16);
    this.chunkSignature = match[2] ?? '';
    this.chunkHash = signed ? createHash('sha256') : undefined;
    if (this.total + this.remaining > this.options.decodedLength) throw incomplete();
    if (this.remaining > 0) this.state = 'data';
    else {
      this.verifyChunk();
      this.state = 'trailer';
    }
  }

  private takeData(content: Buffer, emit: (content: Buffer) => void): void {
    this.chunkHash?.update(content);
    for (const check of this.options.checks) check.update(content);
    for (const check of this.options.trailers ?? []) check.update(content);
    this.total += content.length;
    this.remaining -= content.length;
    emit(content);
    if (this.remaining === 0) this.state = 'data-end';
  }

  private endChunk(line: string): void {
    if (line !== '') throw malformed('a chunk is longer than its header says');
    this.verifyChunk();
    this.state = 'size';
  }

  private verifyChunk(): void {
    const { signing } = this.options;
    if (!signing || !this.chunkHash) return;
    const digest = this.chunkHash.digest('hex');
    const signed = `AWS4-HMAC-SHA256-PAYLOAD\n${signing.amzDate}\n${signing.scope}\n${this.previous}\n${EMPTY_SHA256}\n${digest}`;
    this.compare(hmac(signing.key, signed), this.chunkSignature);
    this.previous = this.chunkSignature;
  }

  private takeTrailer(line: string): void {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (colon < 1 || !this.options.trailers) throw malformedTrailer();
    if (name === 'x-amz-trailer-signature') {
      if (this.trailerSignature !== undefined) throw malformedTrailer();
      this.trailerSignature = value;
      return;
    }
    const check = this.options.trailers.find(({ header }) => header === name);
    if (!check || this.found.has(name) || this.trailerSignature !== undefined) throw malformedTrailer();
    check.expect(value);
    this.found.set(name, value);
    this.trailerLines += `${name}:${value}\n`;
  }

  private endTrailer(): void {
    const { signing, trailers } = this.options;
    if (trailers) {
      if (trailers.some(({ header }) => !this.found.has(header))) throw malformedTrailer();
      if ((this.trailerSignature !== undefined) !== (signing !== undefined)) throw malformedTrailer();
      if (signing) {
        const digest = createHash('sha256').update(this.trailerLines).digest('hex');
        const signed = `AWS4-HMAC-SHA256-TRAILER\n${signing.amzDate}\n${signing.scope}\n${this.previous}\n${digest}`;
        this.compare(hmac(signing.key, signed), this.trailerSignature!);
      }
    }
    this.state = 'done';
  }

  private compare(computed: Buffer, claimed: string): void {
    const given = Buffer.from(claimed, 'hex');
    if (given.length === computed.length && timingSafeEqual(computed, given)) return;
    throw new AwsError(
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
}

const incomplete = (): AwsError =>
  new AwsError(
    'IncompleteBody',
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
const malformed = (what: string): AwsError =>
  new AwsError('InvalidRequest', 400, `The aws-chunked content is malformed: ${what}`);
const malformedTrailer = (): AwsError =>
  new AwsError(
    'MalformedTrailerError',
    400,
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
