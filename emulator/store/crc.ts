import * as zlib from 'node:zlib';

/** A running checksum: `update` any number of times, then `digest` once. */
export interface RunningCrc {
  update(data: Uint8Array): void;
  /** Big-endian bytes. */
  digest(): Buffer;
}

const SLICES = 8;

/** Tables for eight bytes a step ("slicing by 8") of a reflected 32-bit CRC. */
function tables32(polynomial: number): Uint32Array[] {
  const tables = Array.from({ length: SLICES }, () => new Uint32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    tables[0]![byte] = crc;
  }
  for (let byte = 0; byte < 256; byte++) {
    for (let slice = 1; slice < SLICES; slice++) {
      const previous = tables[slice - 1]![byte]!;
      tables[slice]![byte] = (previous >>> 8) ^ tables[0]![previous & 0xff]!;
    }
  }
  return tables;
}

function crc32By(tables: readonly Uint32Array[]): (data: Uint8Array, crc: number) => number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  return (data, start) => {
    let crc = ~start;
    const whole = data.length - (data.length % 8);
    let i = 0;
    for (; i < whole; i += 8) {
      crc ^= data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24);
      crc =
        t7[crc & 0xff]! ^
        t6[(crc >>> 8) & 0xff]! ^
        t5[(crc >>> 16) & 0xff]! ^
        t4[crc >>> 24]! ^
        t3[data[i + 4]!]! ^
        t2[data[i + 5]!]! ^
        t1[data[i + 6]!]! ^
        t0[data[i + 7]!]!;
    }
    for (; i < data.length; i++) crc = (crc >>> 8) ^ t0[(crc ^ data[i]!) & 0xff]!;
    return ~crc >>> 0;
  };
}

type Crc32 = (data: Uint8Array, start: number) => number;

function running32(crcOf: Crc32): RunningCrc {
  let crc = 0;
  return {
    update: (data) => void (crc = crcOf(data, crc)),
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc >>> 0);
      return bytes;
    },
  };
}

const native = (zlib as { crc32?: Crc32 }).crc32;
let plain32: Crc32 | undefined = native;
let castagnoli: Crc32 | undefined;

/** CRC-32 as in zip; Node's own where it has one (20.15 and later). */
export function crc32(): RunningCrc {
  plain32 ??= crc32By(tables32(0xedb88320));
  return running32(plain32);
}

/** CRC-32C (Castagnoli). */
export function crc32c(): RunningCrc {
  castagnoli ??= crc32By(tables32(0x82f63b78));
  return running32(castagnoli);
}

const NVME_HIGH = 0x9a6c9329;
const NVME_LOW = 0xac4bc9b5;

interface Tables64 {
  readonly high: Int32Array;
  readonly low: Int32Array;
}

/** Tables for eight bytes a step of CRC-64/NVME; row `slice` begins at `slice * 256`. */
function tables64(): Tables64 {
  const high = new Int32Array(256 * SLICES);
  const low = new Int32Array(256 * SLICES);
  for (let byte = 0; byte < 256; byte++) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        h ^= NVME_HIGH;
        l ^= NVME_LOW;
      }
    }
    high[byte] = h;
    low[byte] = l;
  }
  for (let i = 256; i < 256 * SLICES; i++) {
    const h = high[i - 256]!;
    const l = low[i - 256]!;
    const first = l & 0xff;
    high[i] = (h >>> 8) ^ high[first]!;
    low[i] = ((l >>> 8) | (h << 24)) ^ low[first]!;
  }
  return { high, low };
}

let nvme: Tables64 | undefined;

/** CRC-64/NVME, the checksum that S3 computes where the client names none. */
export function crc64nvme(): RunningCrc {
  const { high, low } = (nvme ??= tables64());
  let h = -1;
  let l = -1;
  return {
    update: (data) => {
      const whole = data.length - (data.length % 8);
      let i = 0;
      for (; i < whole; i += 8) {
        l ^= data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24);
        h ^= data[i + 4]! | (data[i + 5]! << 8) | (data[i + 6]! << 16) | (data[i + 7]! << 24);
        const a = 1792 + (l & 0xff);
        const b = 1536 + ((l >>> 8) & 0xff);
        const c = 1280 + ((l >>> 16) & 0xff);
        const d = 1024 + (l >>> 24);
        const e = 768 + (h & 0xff);
        const f = 512 + ((h >>> 8) & 0xff);
        const g = 256 + ((h >>> 16) & 0xff);
        const k = h >>> 24;
        h = high[a]! ^ high[b]! ^ high[c]! ^ high[d]! ^ high[e]! ^ high[f]! ^ high[g]! ^ high[k]!;
        l = low[a]! ^ low[b]! ^ low[c]! ^ low[d]! ^ low[e]! ^ low[f]! ^ low[g]! ^ low[k]!;
      }
      for (; i < data.length; i++) {
        const at = (l ^ data[i]!) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ low[at]!;
        h = (h >>> 8) ^ high[at]!;
      }
    },
    digest: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeInt32BE(~h, 0);
      bytes.writeInt32BE(~l, 4);
      return bytes;
    },
  };
}
