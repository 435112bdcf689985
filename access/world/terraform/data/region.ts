import type { DataSource } from '../data-source';
import { DNS_SUFFIX } from '../dns-suffix';

/** `aws_region`: that of the provider, or the one that is named. */
export const region: DataSource = ({ given, place }) => {
  const name = given.known('name') ?? place.region;
  return { name, id: name, endpoint: `ec2.${name}.${DNS_SUFFIX[place.partition]}` };
};
