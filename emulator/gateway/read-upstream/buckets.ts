import type { AclGrant, Bucket } from '../../../access/world/bucket';
import { createBucket } from '../../../access/world/buckets';
import type { S3OperationName } from '../../../access/services/s3/operations';
import { AwsError, type AwsRequest } from '../../http/exchange';
import { s3Operation } from '../../s3/operations';
import type { XmlElement } from '../../xml/parse';
import type { Later } from './later';
import { resourceDocument } from './documents';
import { anyXml, answerText, CLOSED_RESOURCE, type Reader } from './reader';

/** A setting: where it stands, what sets it in the embedded AWS, and whether decisions depend on it. */
interface Setting {
  readonly query: string;
  readonly put: S3OperationName;
  readonly decides: boolean;
}

/** Settings whose documents are read as they are written. Logging comes when all buckets are there. */
const SETTINGS: readonly Setting[] = [
  { query: 'ownershipControls', put: 'PutBucketOwnershipControls', decides: true },
  { query: 'encryption', put: 'PutBucketEncryption', decides: true },
  { query: 'publicAccessBlock', put: 'PutPublicAccessBlock', decides: true },
  { query: 'versioning', put: 'PutBucketVersioning', decides: true },
  { query: 'lifecycle', put: 'PutBucketLifecycleConfiguration', decides: false },
];
const LOGGING: Setting = { query: 'logging', put: 'PutBucketLogging', decides: false };

/** Reads the buckets of an account with the settings that the world knows. */
export async function readBuckets(reader: Reader, account: string, later: Later): Promise<void> {
  const { upstream, state } = reader;
  const request = { service: 's3', account, region: 'us-east-1', method: 'GET', path: '/' } as const;
  const list = anyXml(await answerText(upstream, request, `the list of buckets of ${account}`));
  for (const element of list.child('Buckets')?.children('Bucket') ?? []) {
    const name = element.required('Name');
    const region = await regionOf(reader, account, name);
    const bucket = createBucket(state.world, { name, account, region, createdAt: element.required('CreationDate') });
    delete bucket.publicAccessBlock;
    delete bucket.ownership;
    await readBucket(reader, bucket, later);
  }
}

async function readBucket(reader: Reader, bucket: Bucket, later: Later): Promise<void> {
  const acl = await subResource(reader, bucket, 'acl');
  if (acl !== undefined) bucket.acl = grantsOf(anyXml(acl));
  for (const setting of SETTINGS) await readSetting(reader, bucket, setting);
  const tags = await subResource(reader, bucket, 'tagging');
  const elements = (tags === undefined ? undefined : anyXml(tags).child('TagSet')?.children('Tag')) ?? [];
  bucket.tags = new Map(elements.map((tag) => [tag.required('Key'), tag.child('Value')?.text ?? '']));
  const policy = await subResource(reader, bucket, 'policy');
  if (policy !== undefined) {
    bucket.policy = CLOSED_RESOURCE;
    later.texts.push(policy);
    later.work.push(() => {
      bucket.policy = resourceDocument(reader, policy, 'bucket', `the policy of bucket ${bucket.name}`);
    });
  }
  later.work.push(() => readSetting(reader, bucket, LOGGING));
}

async function regionOf(reader: Reader, account: string, name: string): Promise<string> {
  const text = await subResource(reader, { name, account, region: 'us-east-1' }, 'location');
  const region = text === undefined ? '' : anyXml(text).text.trim();
  return region === '' ? 'us-east-1' : region === 'EU' ? 'eu-west-1' : region;
}

/** A document of a bucket; undefined when it has none of the kind. @throws AwsError ServiceUnavailable (503) */
async function subResource(
  { upstream }: Reader,
  { name, account, region }: Pick<Bucket, 'name' | 'account' | 'region'>,
  query: string,
): Promise<string | undefined> {
  const answer = await upstream.send({
    service: 's3',
    account,
    region,
    method: 'GET',
    path: `/${name}`,
    parameters: [[query, '']],
  });
  const text = await answer.text();
  if (answer.succeeded) return text;
  if (answer.status === 404) return undefined;
  const what = `${query} of bucket ${name}`;
  throw new AwsError('ServiceUnavailable', 503, `The backend does not let ${what} be read: ${answer.status} ${text}`);
}

/** Sets what the backend has by the operation that a client would set it with: its document is the same. */
async function readSetting(reader: Reader, bucket: Bucket, { query, put, decides }: Setting): Promise<void> {
  const text = await subResource(reader, bucket, query);
  if (text === undefined || isEmpty(text)) return;
  const { state } = reader;
  const row = s3Operation(put)!;
  if (row.on !== 'bucket') return;
  const request = setBy(bucket, text);
  const { caller, connection, headers } = request;
  const api = { service: 's3', operation: put, caller, connection, bucket: bucket.name, query: {}, headers } as const;
  const objects = state.objects.bucket(bucket.name);
  try {
    await row.run({ state, world: state.world, request, operation: put, api, bucket, objects });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const what = `${query} of bucket ${bucket.name} cannot be held here (${error.message})`;
    if (!decides) return reader.onProblem(`${what} and is left out`);
    reader.onProblem(`${what}: all requests for the bucket are refused`);
    bucket.policy = CLOSED_RESOURCE;
  }
}

/** Versioning and logging that were never on are documents in which nothing stands. */
const isEmpty = (text: string): boolean => anyXml(text).names.length === 0;

function setBy({ name, account, region }: Bucket, text: string): AwsRequest {
  return {
    id: '',
    service: 's3',
    method: 'PUT',
    path: `/${name}`,
    query: new Map(),
    headers: {},
    caller: { kind: 'root', account },
    connection: { secure: true, sourceIp: '127.0.0.1', time: new Date(0).toISOString(), region },
    body: {
      stream: () => {
        throw new Error('the content is text');
      },
      whole: async () => Buffer.from(text),
    },
    text: async () => text,
  };
}

/** The grants beside the owner's own. */
function grantsOf(acl: XmlElement): readonly AclGrant[] {
  const owner = acl.child('Owner')?.value('ID');
  const grants = acl.child('AccessControlList')?.children('Grant') ?? [];
  return grants.flatMap((grant): AclGrant[] => {
    const grantee = grant.child('Grantee');
    const permission = grant.required('Permission') as AclGrant['permission'];
    const uri = grantee?.value('URI');
    if (uri !== undefined) return [{ grantee: { uri }, permission }];
    const canonicalId = grantee?.value('ID');
    return canonicalId === undefined || canonicalId === owner ? [] : [{ grantee: { canonicalId }, permission }];
  });
}
