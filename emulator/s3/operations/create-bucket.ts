import { callerAccount } from '../../../access/caller';
import type { Bucket, ObjectOwnership } from '../../../access/world/bucket';
import { createBucket as createInWorld } from '../../../access/world/buckets';
import { ensureAccount } from '../../../access/world/create';
import { AwsError, type AwsRequest } from '../../http/exchange';
import { parseXml, type XmlElement } from '../../xml/parse';
import { checkBucketName } from '../bucket-name';
import { accessDenied, invalidArgument, notImplemented } from '../errors';
import { onService } from '../exchange';
import { newBucketAcl } from '../requested-acl';
import { emptyResponse } from '../responses';
import { BUCKET_TAGS, checkTags, parseTagElements } from '../tag-set';

const OWNERSHIPS: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/**
 * Makes a bucket with AWS's defaults. Names are global: one taken by any account is taken.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export const createBucket = onService(async (exchange) => {
  const { state, world, request, api } = exchange;
  const name = api.bucket!;
  const account = callerAccount(request.caller);
  if (account === undefined) throw accessDenied();
  checkBucketName(name);
  if (request.headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true') {
    throw notImplemented('object lock');
  }
  const region = regionFor(await configuration(request), request.connection.region);
  const ownership = ownershipIn(request.headers['x-amz-object-ownership']);
  const acl = newBucketAcl(exchange, account, ownership ?? 'BucketOwnerEnforced');

  const existing = world.buckets.get(name);
  if (existing) return alreadyThere(existing, account, region);
  ensureAccount(world, account, request.caller.kind === 'root' ? request.caller.partition : undefined);
  const bucket = createInWorld(world, { name, account, region, createdAt: state.clock().toISOString() });
  if (ownership) bucket.ownership = ownership;
  bucket.acl = acl;
  bucket.tags = new Map(Object.entries(api.tags ?? {}));
  return emptyResponse(200, { location: `/${name}` });
}, tagsOf);

async function tagsOf(request: AwsRequest): Promise<Record<string, string>> {
  const elements = (await configuration(request))?.child('Tags')?.allow('Tag').children('Tag') ?? [];
  return Object.fromEntries(checkTags(parseTagElements(elements), BUCKET_TAGS));
}

async function configuration(request: AwsRequest): Promise<XmlElement | undefined> {
  const text = await request.text();
  return text === '' ? undefined : parseXml(text, 'CreateBucketConfiguration');
}

/** In us-east-1 alone the owner may create a bucket again. */
function alreadyThere(existing: Bucket, account: string, region: string) {
  const details = { BucketName: existing.name };
  if (existing.account !== account) {
    throw new AwsError(
      'BucketAlreadyExists',
      409,
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      details,
    );
  }
  if (existing.region === 'us-east-1' && region === 'us-east-1') {
    return emptyResponse(200, { location: `/${existing.name}` });
  }
  throw new AwsError(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
    details,
  );
}

/** The region of the new bucket: that of the endpoint, which only us-east-1's may differ from. */
function regionFor(body: XmlElement | undefined, endpoint: string): string {
  body?.allow('LocationConstraint', 'Tags', 'Location', 'Bucket');
  if (body?.child('Bucket') ?? body?.child('Location')) throw notImplemented('directory buckets');
  const constraint = body?.value('LocationConstraint') || undefined;
  if (constraint === undefined) {
    if (endpoint === 'us-east-1') return endpoint;
    throw illegalLocation('unspecified');
  }
  const region = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (region === 'us-east-1' || !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw new AwsError('InvalidLocationConstraint', 400, 'The specified location-constraint is not valid', {
      LocationConstraint: constraint,
    });
  }
  if (endpoint !== 'us-east-1' && endpoint !== region) throw illegalLocation(constraint);
  return region;
}

function illegalLocation(constraint: string): AwsError {
  return new AwsError(
    'IllegalLocationConstraintException',
    400,
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function ownershipIn(header: string | undefined): ObjectOwnership | undefined {
  if (header === undefined || OWNERSHIPS.includes(header)) return header as ObjectOwnership | undefined;
  throw invalidArgument('Invalid x-amz-object-ownership header', 'x-amz-object-ownership', header);
}
