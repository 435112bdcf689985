import { randomBytes } from 'node:crypto';
import type { LifecycleRule } from '../../../access/world/bucket';
import { AwsError } from '../../http/exchange';
import type { XmlElements } from '../../http/xml';
import { malformedXml, parseXml, type XmlElement } from '../../xml/parse';
import { invalidArgument, invalidRequest, notImplemented } from '../errors';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';

const MOST_RULES = 1000;
const MINIMUM_SIZE = 'x-amz-transition-default-minimum-object-size';
const DEFAULT_MINIMUM_SIZE = { [MINIMUM_SIZE]: 'all_storage_classes_128K' };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycleConfiguration = onBucket(async ({ bucket: { name, lifecycle } }) => {
  if (!lifecycle) {
    throw new AwsError('NoSuchLifecycleConfiguration', 404, 'The lifecycle configuration does not exist', {
      BucketName: name,
    });
  }
  return xmlResponse('LifecycleConfiguration', { Rule: lifecycle.map(writeRule) }, DEFAULT_MINIMUM_SIZE);
});

/**
 * Sets the rules by which objects expire. They are kept and given back; time does not pass here, so that nothing ever
 * expires. Transitions between storage classes and filters other than a prefix are not implemented.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export const putBucketLifecycleConfiguration = onBucket(async ({ bucket, request }) => {
  const size = request.headers[MINIMUM_SIZE] ?? DEFAULT_MINIMUM_SIZE[MINIMUM_SIZE];
  if (size !== DEFAULT_MINIMUM_SIZE[MINIMUM_SIZE]) throw notImplemented(`${MINIMUM_SIZE}: ${size}`);
  const body = parseXml(await request.text(), 'LifecycleConfiguration').allow('Rule');
  const rules = body.children('Rule').map(readRule);
  if (rules.length === 0 || rules.length > MOST_RULES) throw malformedXml();
  if (new Set(rules.map(({ id }) => id)).size < rules.length) {
    throw new AwsError('InvalidArgument', 400, 'Rule ID must be unique. Found same ID for more than one rule');
  }
  bucket.lifecycle = rules;
  return emptyResponse(200, DEFAULT_MINIMUM_SIZE);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle = onBucket(async ({ bucket }) => {
  delete bucket.lifecycle;
  return emptyResponse(204);
});

function readRule(rule: XmlElement): LifecycleRule {
  for (const name of ['Transition', 'NoncurrentVersionTransition', 'Prefix']) {
    if (rule.child(name)) throw notImplemented(`${name} in a lifecycle rule`);
  }
  rule.allow('ID', 'Status', 'Filter', 'Expiration', 'NoncurrentVersionExpiration', 'AbortIncompleteMultipartUpload');
  const status = rule.required('Status');
  const filter = rule.child('Filter');
  if (!filter || (status !== 'Enabled' && status !== 'Disabled')) throw malformedXml();
  const actions = { ...readExpiration(rule), ...readNoncurrent(rule), ...readAbort(rule) };
  if (Object.keys(actions).length === 0) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  return { id: readId(rule.value('ID')), status, ...readFilter(filter), ...actions };
}

function readId(id: string | undefined): string {
  if (id === undefined || id === '') return randomBytes(36).toString('base64url');
  if (id.length <= 255) return id;
  throw invalidArgument('ID length should not exceed allowed limit of 255', 'ID', id);
}

function readFilter(filter: XmlElement): Pick<LifecycleRule, 'prefix'> {
  const other = filter.names.find((name) => name !== 'Prefix');
  if (other !== undefined) throw notImplemented(`${other} in a lifecycle filter`);
  const prefix = filter.child('Prefix')?.text;
  return prefix === undefined ? {} : { prefix };
}

function readExpiration(rule: XmlElement): Pick<LifecycleRule, 'expirationDays' | 'expiredObjectDeleteMarker'> {
  const expiration = rule.child('Expiration');
  if (!expiration) return {};
  if (expiration.child('Date')) throw notImplemented('Date in a lifecycle rule');
  expiration.allow('Days', 'ExpiredObjectDeleteMarker');
  const expirationDays = days(expiration, 'Days', "'Days' for Expiration action must be a positive integer");
  const expiredObjectDeleteMarker = expiration.flag('ExpiredObjectDeleteMarker');
  if ((expirationDays === undefined) === (expiredObjectDeleteMarker === undefined)) throw malformedXml();
  return expirationDays === undefined ? { expiredObjectDeleteMarker } : { expirationDays };
}

function readNoncurrent(
  rule: XmlElement,
): Pick<LifecycleRule, 'noncurrentVersionExpirationDays' | 'newerNoncurrentVersions'> {
  const expiration = rule.child('NoncurrentVersionExpiration')?.allow('NoncurrentDays', 'NewerNoncurrentVersions');
  if (!expiration) return {};
  const noncurrentVersionExpirationDays = days(
    expiration,
    'NoncurrentDays',
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
  );
  if (noncurrentVersionExpirationDays === undefined) throw malformedXml();
  const newerNoncurrentVersions = expiration.number('NewerNoncurrentVersions');
  return {
    noncurrentVersionExpirationDays,
    ...(newerNoncurrentVersions !== undefined && { newerNoncurrentVersions }),
  };
}

function readAbort(rule: XmlElement): Pick<LifecycleRule, 'abortIncompleteMultipartUploadDays'> {
  const abort = rule.child('AbortIncompleteMultipartUpload')?.allow('DaysAfterInitiation');
  if (!abort) return {};
  const abortIncompleteMultipartUploadDays = days(
    abort,
    'DaysAfterInitiation',
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
  );
  if (abortIncompleteMultipartUploadDays === undefined) throw malformedXml();
  return { abortIncompleteMultipartUploadDays };
}

function days(element: XmlElement, name: string, message: string): number | undefined {
  const value = element.number(name);
  if (value === 0) throw new AwsError('InvalidArgument', 400, message);
  return value;
}

function writeRule(rule: LifecycleRule): XmlElements {
  const { abortIncompleteMultipartUploadDays: abort, noncurrentVersionExpirationDays: noncurrent } = rule;
  const { expirationDays: Days, expiredObjectDeleteMarker: ExpiredObjectDeleteMarker } = rule;
  const expires = Days !== undefined || ExpiredObjectDeleteMarker !== undefined;
  return {
    ID: rule.id,
    Filter: { Prefix: rule.prefix },
    Status: rule.status,
    Expiration: expires ? { Days, ExpiredObjectDeleteMarker } : undefined,
    NoncurrentVersionExpiration:
      noncurrent === undefined
        ? undefined
        : { NoncurrentDays: noncurrent, NewerNoncurrentVersions: rule.newerNoncurrentVersions },
    AbortIncompleteMultipartUpload: abort === undefined ? undefined : { DaysAfterInitiation: abort },
  };
}
