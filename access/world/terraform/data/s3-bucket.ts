import type { DataSource } from '../data-source';
import { DNS_SUFFIX } from '../dns-suffix';

/** `aws_s3_bucket`: its name says nearly everything; the region is known of a bucket that a stack makes. */
export const s3Bucket: DataSource = ({ given, place, world, find }) => {
  const bucket = given.required('bucket');
  const region = world.buckets.get(bucket)?.region ?? find('aws_s3_bucket', 'bucket', bucket)?.place.region;
  const suffix = DNS_SUFFIX[place.partition];
  return {
    bucket,
    id: bucket,
    arn: `arn:${place.partition}:s3:::${bucket}`,
    bucket_domain_name: `${bucket}.s3.${suffix}`,
    ...(region !== undefined && { region, bucket_regional_domain_name: `${bucket}.s3.${region}.${suffix}` }),
  };
};
