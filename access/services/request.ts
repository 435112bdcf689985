import type { Caller } from '../caller';

/** How a request came in: what the service knows of it beside its content. */
export interface Connection {
  /** Whether the bytes came over TLS: `aws:SecureTransport`. */
  readonly secure: boolean;
  /** `1.2` or `1.3`, over TLS only: `s3:TlsVersion`. */
  readonly tlsVersion?: string;
  readonly sourceIp: string;
  readonly userAgent?: string;
  readonly referer?: string;
  /** ISO-8601. */
  readonly time: string;
  /** The region of the endpoint that was called: `aws:RequestedRegion`. */
  readonly region: string;
  /** How it was signed; absent for anonymous requests. */
  readonly authType?: 'REST-HEADER' | 'REST-QUERY-STRING' | 'POST';
  /** Milliseconds since the signature was made, for presigned requests: `s3:signatureAge`. */
  readonly signatureAge?: number;
  /** The VPC endpoint that the request came through: `aws:SourceVpce`. */
  readonly vpcEndpoint?: string;
}

/** What every request has. */
interface ApiRequestBase {
  readonly caller: Caller;
  readonly connection: Connection;
}

/** In whose name a service principal calls. */
interface OnBehalf {
  /** The account: `aws:SourceAccount`. */
  readonly sourceAccount?: string;
  /** The resource: `aws:SourceArn`. */
  readonly sourceArn?: string;
}

/**
 * One S3 API request, before anything is decided. Headers and query are the request's own, names in lower case: of the
 * query those that S3 knows by exactly their spelling, so that `versionid` here is what was sent as `versionId`.
 * What is in the body and matters for access is in the named members.
 */
export interface S3Request extends ApiRequestBase, OnBehalf {
  readonly service: 's3';
  /** AWS's operation name, e.g. `ListObjectsV2`. */
  readonly operation: string;
  readonly bucket?: string;
  /** The ARN of the access point that names the bucket. @default the bucket is named itself */
  readonly accessPoint?: string;
  /** Raw, not URL-encoded. */
  readonly key?: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** CreateBucket, PutBucketTagging, PutObjectTagging: the tags in the body. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** One KMS API request that a caller sends itself. */
export interface KmsRequest extends ApiRequestBase {
  readonly service: 'kms';
  /** E.g. `Decrypt`. */
  readonly operation: string;
  /** The ARN of the key it is about, resolved; absent for operations on no key, e.g. ListKeys. */
  readonly keyArn?: string;
  /** CreateGrant: the pairs of the grant's constraint. */
  readonly encryptionContext?: Readonly<Record<string, string>>;
  /** CreateGrant: the operations that the grant would allow. */
  readonly grantOperations?: readonly string[];
  readonly granteePrincipal?: string;
  /** CreateKey, TagResource, UntagResource. */
  readonly tags?: Readonly<Record<string, string>>;
  /** CreateAlias, DeleteAlias, UpdateAlias: the alias's ARN, a resource of its own beside the key. */
  readonly aliasArn?: string;
  /** Further condition keys that the operation fills, in lower case, e.g. `kms:reencryptonsamekey`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** One STS API request. */
export interface StsRequest extends ApiRequestBase, OnBehalf {
  readonly service: 'sts';
  readonly operation: string;
  /** AssumeRole. */
  readonly roleArn?: string;
  readonly roleSessionName?: string;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  /** Seconds. */
  readonly durationSeconds?: number;
}

/** One IAM API request. */
export interface IamRequest extends ApiRequestBase {
  readonly service: 'iam';
  readonly operation: string;
  /** The ARN of the entity it is about, or `*`. */
  readonly resource: string;
  /** PassRole, boundary and tag keys that the operation fills, in lower case. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** One API request of any service that crossbucket knows. */
export type ApiRequest = S3Request | KmsRequest | StsRequest | IamRequest;
