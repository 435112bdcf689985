import type { DataSource } from '../data-source';
import { DNS_SUFFIX } from '../dns-suffix';

/** `aws_partition` */
export const partition: DataSource = ({ place }) => {
  const suffix = DNS_SUFFIX[place.partition];
  return {
    partition: place.partition,
    id: place.partition,
    dns_suffix: suffix,
    reverse_dns_prefix: suffix.split('.').reverse().join('.'),
  };
};
