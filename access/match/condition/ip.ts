/** A range of addresses of one family. */
export interface IpRange {
  /** 32 for IPv4, 128 for IPv6. */
  readonly bits: 32 | 128;
  readonly value: bigint;
  /** How many leading bits count. */
  readonly prefix: number;
}

/** Reads an IPv4 or IPv6 address; undefined when it is neither. */
export function readIp(text: string): Omit<IpRange, 'prefix'> | undefined {
  if (!text.includes(':')) {
    const value = readV4(text);
    return value === undefined ? undefined : { bits: 32, value };
  }
  const value = readV6(text);
  return value === undefined ? undefined : { bits: 128, value };
}

/** Reads `address/prefix`; without a prefix the range is that one address (D066). */
export function readCidr(text: string): IpRange | undefined {
  const [address, length, more] = text.split('/');
  const ip = readIp(address!);
  if (!ip || more !== undefined) return undefined;
  if (length === undefined) return { ...ip, prefix: ip.bits };
  if (!/^\d{1,3}$/.test(length) || Number(length) > ip.bits) return undefined;
  return { ...ip, prefix: Number(length) };
}

function readV4(text: string): bigint | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4) return undefined;
  let value = 0n;
  for (const byte of bytes) {
    if (!/^\d{1,3}$/.test(byte) || Number(byte) > 255) return undefined;
    value = (value << 8n) | BigInt(byte);
  }
  return value;
}

function readV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, i) => groupsOf(half, i === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The 16-bit groups of one side of `::`; an IPv4 address counts as two, where the whole address ends (RFC 4291). */
function groupsOf(half: string, atEnd: boolean): bigint[] | undefined {
  if (half === '') return [];
  const groups: bigint[] = [];
  const fields = half.split(':');
  for (const [i, field] of fields.entries()) {
    const v4 = atEnd && i === fields.length - 1 ? readV4(field) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(field)) groups.push(BigInt(`0x${field}`));
    else return undefined;
  }
  return groups;
}
