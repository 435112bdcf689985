/** How the values of certain keys look. */
export interface ValueForm {
  /** Names in lower case. */
  readonly keys: RegExp;
  readonly is: RegExp;
  readonly what: string;
  readonly example: string;
}

/**
 * Keys whose values AWS sets itself, in one form.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-policy-keys.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
export const VALUE_FORMS: readonly ValueForm[] = [
  {
    keys: /^(aws:(principal|source|resource|vpce)account|aws:sourceowner|s3:resourceaccount|s3:dataaccesspointaccount|kms:calleraccount)$/,
    is: /^\d{12}$/,
    what: 'account id',
    example: 'its twelve digits as a string, leading zeros among them',
  },
  {
    keys: /^aws:(principal|source|resource|vpce)orgid$/,
    is: /^o-[a-z0-9]{10,32}$/,
    what: 'id of an organization',
    example: 'o- and what follows',
  },
  {
    keys: /^aws:(principal|source|resource|vpce)orgpaths$/,
    is: /^o-[a-z0-9]{10,32}\/r-[a-z0-9]{4,32}(\/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})*\/$/,
    what: 'path in an organization',
    example: 'o-…/r-…/ou-…/ with the slash at its end',
  },
  { keys: /^aws:sourcevpce$/, is: /^vpce-[0-9a-f]{8,17}$/, what: 'id of a VPC endpoint', example: 'vpce-…' },
  { keys: /^aws:sourcevpc$/, is: /^vpc-[0-9a-f]{8,17}$/, what: 'id of a VPC', example: 'vpc-…' },
  {
    keys: /^s3:x-amz-server-side-encryption$/,
    is: /^(AES256|aws:kms|aws:kms:dsse|aws:fsx)$/,
    what: 'kind of encryption',
    example: 'AES256, aws:kms or aws:kms:dsse',
  },
  {
    keys: /^s3:x-amz-acl$/,
    is: /^(private|public-read|public-read-write|aws-exec-read|authenticated-read|bucket-owner-read|bucket-owner-full-control|log-delivery-write)$/,
    what: 'canned ACL',
    example: 'private, bucket-owner-full-control or another canned ACL',
  },
  {
    keys: /^s3:signatureversion$/,
    is: /^(AWS|AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256)$/,
    what: 'version of the signature',
    example: 'AWS4-HMAC-SHA256',
  },
  {
    keys: /^s3:authtype$/,
    is: /^(REST-HEADER|REST-QUERY-STRING|POST)$/,
    what: 'way of signing',
    example: 'REST-HEADER, REST-QUERY-STRING or POST',
  },
  {
    keys: /^kms:viaservice$/,
    // In every partition the name ends in amazonaws.com.
    is: /^[a-z0-9-]+\.[a-z]{2,}(-[a-z0-9]+)+\.amazonaws\.com$/,
    what: 'service of a region',
    example: 's3.REGION.amazonaws.com',
  },
];
