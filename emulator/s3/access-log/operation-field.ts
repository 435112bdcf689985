/** The sub-resources by which the log names requests: the query parameter, and the name in capitals. */
const RESOURCES: readonly (readonly [parameter: string, name: string])[] = [
  ['acl', 'ACL'],
  ['accelerate', 'ACCELERATE'],
  ['attributes', 'OBJECT_ATTRIBUTES'],
  ['cors', 'CORS'],
  ['delete', 'MULTI_OBJECT_DELETE'],
  ['encryption', 'ENCRYPTION'],
  ['lifecycle', 'LIFECYCLE'],
  ['location', 'LOCATION'],
  ['logging', 'LOGGING_STATUS'],
  ['notification', 'NOTIFICATION'],
  ['object-lock', 'OBJECT_LOCK_CONFIGURATION'],
  ['ownershipControls', 'OWNERSHIP_CONTROLS'],
  ['policy', 'BUCKETPOLICY'],
  ['policyStatus', 'POLICY_STATUS'],
  ['publicAccessBlock', 'PUBLIC_ACCESS_BLOCK'],
  ['replication', 'REPLICATION'],
  ['requestPayment', 'REQUEST_PAYMENT'],
  ['tagging', 'TAGGING'],
  ['uploads', 'UPLOADS'],
  ['versioning', 'VERSIONING'],
  ['versions', 'BUCKETVERSIONS'],
  ['website', 'WEBSITE'],
];

/** What of a request tells its name in the log. */
interface Request {
  readonly method: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The operation as the log has it, e.g. `REST.GET.OBJECT`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function operationField({ method, query, headers }: Request, onObject: boolean): string {
  const copies = method === 'PUT' && onObject && headers['x-amz-copy-source'] !== undefined;
  return `REST.${copies ? 'COPY' : method}.${resource(query, onObject)}`;
}

function resource(query: ReadonlyMap<string, string>, onObject: boolean): string {
  if (query.has('uploadId')) return query.has('partNumber') ? 'PART' : 'UPLOAD';
  const name = RESOURCES.find(([parameter]) => query.has(parameter))?.[1];
  if (name === undefined) return onObject ? 'OBJECT' : 'BUCKET';
  return onObject && name === 'TAGGING' ? 'OBJECT_TAGGING' : name;
}
