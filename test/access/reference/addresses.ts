/** Whether an address lies in a range of its own family. Without a length the range is one address. */
export function addressIn(actual: string, range: string): boolean {
  const [base = '', length, more] = range.split('/');
  if (more !== undefined) return false;
  const address = bitsOf(actual);
  const network = bitsOf(base);
  if (address === undefined || network === undefined || address.length !== network.length) return false;
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > network.length)) return false;
  const count = length === undefined ? network.length : Number(length);
  return address.slice(0, count) === network.slice(0, count);
}

/** The length of a range; undefined when it is none. */
export function rangeLength(range: string): { family: 4 | 6; length: number } | undefined {
  const [base = '', length] = range.split('/');
  const bits = bitsOf(base);
  if (bits === undefined) return undefined;
  return { family: bits.length === 32 ? 4 : 6, length: length === undefined ? bits.length : Number(length) };
}

/** An address as a string of zeros and ones; an IPv6 one may end as an IPv4 one. */
function bitsOf(address: string): string | undefined {
  const [, before, ending] = /^(.*:)(\d+(?:\.\d+){3})$/.exec(address) ?? [];
  if (before !== undefined && ending !== undefined) {
    const bits = bitsOf(ending);
    const groups =
      bits && [bits.slice(0, 16), bits.slice(16)].map((group) => parseInt(group, 2).toString(16)).join(':');
    return groups && bitsOf(before + groups);
  }
  if (/^\d+(\.\d+){3}$/.test(address)) {
    const bytes = address.split('.').map(Number);
    return bytes.some((byte) => byte > 255) ? undefined : bytes.map((byte) => binary(byte, 8)).join('');
  }
  if (!/^[0-9a-f:]+$/i.test(address) || !address.includes(':')) return undefined;
  const [head = '', tail, more] = address.split('::');
  if (more !== undefined) return undefined;
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Math.max(1, 8 - left.length - right.length);
  const groups = [...left, ...(tail === undefined ? [] : Array<string>(zeros).fill('0')), ...right];
  return groups.length === 8 && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => binary(parseInt(group, 16), 16)).join('')
    : undefined;
}

function binary(value: number, digits: number): string {
  return value.toString(2).padStart(digits, '0');
}
