import type { PolicyDocument } from '../policy/document';
import type { PublicAccessBlock } from './bucket';

/** An access point of S3: a name of its own for a bucket, with a policy of its own. */
export interface AccessPoint {
  readonly name: string;
  /** `arn:aws:s3:eu-west-1:111111111111:accesspoint/NAME` */
  readonly arn: string;
  /** The owner's id, which need not be the bucket's. */
  readonly account: string;
  readonly region: string;
  /** The bucket's name. */
  readonly bucket: string;
  /** With `VPC`, requests that come through no VPC endpoint are refused. */
  readonly networkOrigin: 'Internet' | 'VPC';
  policy?: PolicyDocument;
  /** Set when it is made and for good. @default all four off */
  readonly publicAccessBlock?: PublicAccessBlock;
}
