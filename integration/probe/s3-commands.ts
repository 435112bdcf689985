import * as sdk from '@aws-sdk/client-s3';
import { s3Operation } from '../../access/services/s3/operations';
import type { Check, S3CheckRequest } from '../../contract/check';
import type { S3Sender } from './clients';
import { beginUpload } from './uploads';

type Input = Record<string, unknown>;

const members: Readonly<Record<string, string>> = {
  prefix: 'Prefix',
  delimiter: 'Delimiter',
  'max-keys': 'MaxKeys',
  versionid: 'VersionId',
  uploadid: 'UploadId',
  partnumber: 'PartNumber',
  range: 'Range',
  'if-none-match': 'IfNoneMatch',
  'x-amz-acl': 'ACL',
  'x-amz-copy-source': 'CopySource',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-customer-algorithm': 'SSECustomerAlgorithm',
  'x-amz-tagging': 'Tagging',
};
const numbers = new Set(['MaxKeys', 'PartNumber']);
/** The parameters that mark an operation: the SDK's command writes them itself. */
function impliedBy(operation: string): ReadonlySet<string> {
  return new Set(s3Operation(operation)?.query?.map((mark) => mark.split('=')[0]!.toLowerCase()));
}

const content = 'crossbucket probe\n';
const owner = { Owner: { ID: '0'.repeat(64) }, Grants: [] };

/** What an operation needs beside what its request says: a body that the service would accept. */
const bodies: Readonly<Record<string, (request: S3CheckRequest) => Input>> = {
  PutObject: () => ({ Body: content }),
  UploadPart: () => ({ Body: content }),
  PutObjectAcl: () => ({ AccessControlPolicy: owner }),
  PutBucketAcl: () => ({ AccessControlPolicy: owner }),
  PutObjectTagging: () => ({ Tagging: { TagSet: [{ Key: 'probe', Value: '1' }] } }),
  PutBucketVersioning: () => ({ VersioningConfiguration: { Status: 'Suspended' } }),
  GetObjectAttributes: () => ({ ObjectAttributes: ['ETag'] }),
  CompleteMultipartUpload: () => ({ MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"0"' }] } }),
  PutBucketPolicy: ({ bucket }) => ({
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${bucket}/crossbucket-probe`,
        },
      ],
    }),
  }),
};

/**
 * Makes a check's S3 call through the SDK and reads its answer to the end.
 *
 * @param expect what is expected of it: an operation on an upload that has to be allowed gets one
 * @throws Error for an operation that the SDK does not have, or a header that this table does not know: a check that
 *   was sent without it would show something else
 */
export async function sendS3(client: S3Sender, request: S3CheckRequest, expect: Check['expect']): Promise<unknown> {
  // Of an upload that is not there, S3 decides about access just the same, and only then looks for it.
  const upload = expect === 'allow' ? await beginUpload(client, request) : {};
  return send(client, request.operation, { ...inputOf(request), ...upload });
}

async function send(client: S3Sender, operation: string, input: Input): Promise<unknown> {
  const Command = (sdk as unknown as Record<string, new (input: Input) => never>)[`${operation}Command`];
  if (!Command) throw new Error(`the SDK has no operation ${operation}`);
  const answer = (await client.send(new Command(input))) as { Body?: { transformToByteArray?(): Promise<unknown> } };
  await answer.Body?.transformToByteArray?.();
  return answer;
}

/** The SDK's input of a request in wire terms. */
function inputOf(request: S3CheckRequest): Input {
  const input: Input = { ...bodies[request.operation]?.(request) };
  const implied = impliedBy(request.operation);
  if (request.bucket !== undefined) input.Bucket = request.bucket;
  if (request.key !== undefined) input.Key = request.key;
  for (const [name, value] of Object.entries({ ...request.query, ...request.headers })) {
    const member = members[name.toLowerCase()];
    if (member) input[member] = numbers.has(member) ? Number(value) : value;
    else if (!implied.has(name.toLowerCase())) throw new Error(`no check sends ${name}`);
  }
  if (input.SSECustomerAlgorithm) input.SSECustomerKey = '0123456789abcdef'.repeat(2);
  return input;
}
