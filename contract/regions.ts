import type { Partition } from '../access/caller';

/**
 * The regions of the three partitions. A region that AWS opens later is added here: a list tells a misspelled name from
 * a new one, which a pattern cannot.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
export const regions: Readonly<Record<Partition, readonly string[]>> = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'me-west-1',
    'mx-central-1',
    'sa-east-1',
    'sa-west-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
};

/** All regions, of all partitions. */
export const allRegions: readonly string[] = Object.values(regions).flat();

/** The partition of a region; undefined when it is not in {@link regions}. */
export function partitionOfRegion(region: string): Partition | undefined {
  return (Object.keys(regions) as Partition[]).find((partition) => regions[partition].includes(region));
}
