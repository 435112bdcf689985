import { callerAccount } from '../../../access/caller';
import { ownerId } from '../acl';
import { invalidArgument } from '../errors';
import { onService } from '../exchange';
import { xmlResponse, xmlTime } from '../responses';

const MOST = 10_000;

/**
 * The buckets of the caller's account, by name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const listBuckets = onService(async ({ world, request }) => {
  const { query } = request;
  const account = callerAccount(request.caller)!;
  const prefix = query.get('prefix');
  const region = query.get('bucket-region');
  const limit = maxBuckets(query.get('max-buckets'));
  const after = decodeToken(query.get('continuation-token'));
  const own = [...world.buckets.values()]
    .filter((bucket) => bucket.account === account && bucket.name > after)
    .filter((bucket) => bucket.name.startsWith(prefix ?? '') && (region ?? bucket.region) === bucket.region)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = own.slice(0, limit);
  // S3 tells the region only to clients that know the paginated form.
  const paginated = ['prefix', 'bucket-region', 'max-buckets', 'continuation-token'].some((name) => query.has(name));
  return xmlResponse('ListAllMyBucketsResult', {
    Owner: { ID: ownerId(world, account) },
    Buckets: {
      Bucket: page.map((bucket) => ({
        Name: bucket.name,
        CreationDate: xmlTime(Date.parse(bucket.createdAt)),
        BucketRegion: paginated ? bucket.region : undefined,
      })),
    },
    ContinuationToken: own.length > page.length ? encodeToken(page.at(-1)!.name) : undefined,
    Prefix: prefix,
  });
});

function maxBuckets(value: string | undefined): number {
  if (value === undefined) return MOST;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= MOST) return number;
  throw invalidArgument(`Argument max-buckets must be an integer between 1 and ${MOST}`, 'max-buckets', value);
}

const encodeToken = (name: string): string => Buffer.from(name).toString('base64');
const decodeToken = (token: string | undefined): string => Buffer.from(token ?? '', 'base64').toString();
