import { hasUnknown } from '../../policy/unknown';
import { MAYBE, NO, YES } from '../tri';
import { readCidr, readIp, type IpRange } from './ip';
import type { Operator } from './operator';

function contains({ bits, value, prefix }: IpRange, address: Omit<IpRange, 'prefix'>): boolean {
  if (bits !== address.bits) return false;
  const shift = BigInt(bits - prefix);
  return value >> shift === address.value >> shift;
}

/** IpAddress: an address in a CIDR range of its own family; without a prefix length, that one address. */
export const ipAddress: Operator = {
  accepts: (source) => hasUnknown(source) || readCidr(source) !== undefined,
  compile(source) {
    const unknown = hasUnknown(source);
    const range = unknown ? undefined : readCidr(source);
    return {
      source,
      matches(value) {
        if (unknown || hasUnknown(value)) return MAYBE;
        const address = readIp(value);
        return range && address && contains(range, address) ? YES : NO;
      },
    };
  },
};
