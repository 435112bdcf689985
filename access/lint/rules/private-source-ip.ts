import { readCidr, type IpRange } from '../../match/condition/ip';
import { validationCheck, type Rule } from '../rule';

/** Ranges that no request comes from over the internet. */
const PRIVATE: readonly IpRange[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
  'fe80::/10',
].map((range) => readCidr(range)!);

/** Private addresses for aws:SourceIp, which is the public one; through a VPC endpoint it is absent. */
export const privateSourceIp: Rule = {
  id: 'private-source-ip',
  severity: 'error',
  see: validationCheck('error-private-ip-address'),
  inStatement: ({ conditions }) =>
    conditions.flatMap(({ name, values, element, open }) => {
      const found = name === 'aws:sourceip' ? values.filter(isPrivate) : [];
      if (found.length === 0) return [];
      return {
        element,
        severity: found.length === values.length && !open ? 'error' : 'suggestion',
        text: `aws:SourceIp is never in ${found.join(', ')}: it is the public address, and absent through a VPC endpoint`,
        fix: 'take aws:VpcSourceIp with aws:SourceVpc, or aws:SourceVpce',
      };
    }),
};

function isPrivate(value: string): boolean {
  const range = readCidr(value);
  return range !== undefined && PRIVATE.some((one) => isWithin(range, one));
}

function isWithin(range: IpRange, wide: IpRange): boolean {
  if (range.bits !== wide.bits || range.prefix < wide.prefix) return false;
  const shift = BigInt(wide.bits - wide.prefix);
  return range.value >> shift === wide.value >> shift;
}
