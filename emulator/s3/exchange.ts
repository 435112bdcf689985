import type { S3Request } from '../../access/services/request';
import type { S3OperationName } from '../../access/services/s3/operations';
import type { Bucket } from '../../access/world/bucket';
import type { World } from '../../access/world/world';
import type { AwsRequest, AwsResponse } from '../http/exchange';
import type { EmulatorState } from '../state';
import type { BucketObjects } from '../store/bucket-objects';
import type { MultipartUpload } from '../store/multipart-upload';
import type { ObjectVersion } from '../store/object-version';

/** One S3 request that was recognized, authorized, and is ready to be done. */
export interface S3Exchange {
  readonly state: EmulatorState;
  readonly world: World;
  readonly request: AwsRequest;
  readonly operation: S3OperationName;
  /** The same request as the engine sees it. */
  readonly api: S3Request;
}

/** A request on a bucket that is there. */
export interface BucketExchange extends S3Exchange {
  readonly bucket: Bucket;
  readonly objects: BucketObjects;
}

/** A request on an object. */
export interface ObjectExchange extends BucketExchange {
  readonly key: string;
  /** The version that the request names, else the current one; may be a delete marker. */
  readonly version?: ObjectVersion;
  /** The upload that the request names. */
  readonly upload?: MultipartUpload;
  /** What a copy copies. */
  readonly source?: CopySource;
}

/** The object that `x-amz-copy-source` names. */
export interface CopySource {
  readonly bucket: Bucket;
  readonly key: string;
  /** The version that was asked for. */
  readonly versionId?: string;
  /** Absent when there is no such object. */
  readonly version?: ObjectVersion;
}

/** Reads the tags in a request's body, which count before the request is done: conditions of policies may be on them. */
export type BodyTags = (request: AwsRequest) => Promise<Readonly<Record<string, string>>>;

interface OnService {
  readonly on: 'service';
  readonly tags?: BodyTags;
  run(exchange: S3Exchange): Promise<AwsResponse>;
}

interface OnBucket {
  readonly on: 'bucket';
  readonly tags?: BodyTags;
  run(exchange: BucketExchange): Promise<AwsResponse>;
}

interface OnObject {
  readonly on: 'object';
  readonly tags?: BodyTags;
  run(exchange: ObjectExchange): Promise<AwsResponse>;
}

/** How an operation is done, by what it is about. */
export type S3Operation = OnService | OnBucket | OnObject;
/** Operations by their names. */
export type S3Operations = Readonly<Partial<Record<S3OperationName, S3Operation>>>;

/** An operation on the account. @param tags for a body that has tags; they are in `api.tags` then */
export const onService = (run: OnService['run'], tags?: BodyTags): S3Operation => ({ on: 'service', run, tags });
/** An operation on a bucket. @param tags as for {@link onService} */
export const onBucket = (run: OnBucket['run'], tags?: BodyTags): S3Operation => ({ on: 'bucket', run, tags });
/** An operation on an object. @param tags as for {@link onService} */
export const onObject = (run: OnObject['run'], tags?: BodyTags): S3Operation => ({ on: 'object', run, tags });
