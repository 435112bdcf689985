import { describe, expect, test } from '@jest/globals';
import { authorize } from '../../../access/services/authorize';
import type { ApiRequest } from '../../../access/services/request';
import { callsOf } from '../../../access/services/calls';
import { callerOf, caseWorld, CONNECTION, PRODUCER, REGION } from './world';

const KEY = `arn:aws:kms:${REGION}:${PRODUCER}:key/k`;
const POINTS = `arn:aws:s3:${REGION}:${PRODUCER}:accesspoint`;
const onKms = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': KEY };
const s3 = { service: 's3', bucket: 'acme', key: 'a', query: {}, headers: {}, connection: CONNECTION } as const;
const read = { ...s3, operation: 'GetObject', caller: callerOf() } as const;

/** What is refused by the service itself comes before what policies say. */
function refusedFirst(request: ApiRequest) {
  const [first] = authorize(caseWorld(), request).decisions;
  return first?.reasons[0]?.gate === 'service' ? first : undefined;
}

describe('what a service refuses by itself stands on the side of the resource, in no policy', () => {
  test.each<[string, ApiRequest, string, object]>([
    [
      'AssumeRole by root (R-STS-ROOT)',
      {
        service: 'sts',
        operation: 'AssumeRole',
        roleArn: `arn:aws:iam::${PRODUCER}:role/team/lake`,
        caller: callerOf('root'),
        connection: CONNECTION,
      },
      'sts:AssumeRole',
      { rule: 'R-STS-ROOT', verdict: 'explicitDeny', text: 'roles may not be assumed by root accounts' },
    ],
    [
      'an upload in parts by anonymous callers (R-ANON-MPU)',
      { ...s3, operation: 'CreateMultipartUpload', caller: callerOf('anonymous') },
      's3:PutObject',
      { rule: 'R-ANON-MPU', verdict: 'explicitDeny', text: 'anonymous users cannot initiate multipart uploads' },
    ],
    [
      'what is under SSE-KMS to anonymous callers (R-KMS-3)',
      { ...s3, operation: 'PutObject', caller: callerOf('anonymous'), headers: onKms },
      'kms:GenerateDataKey',
      {
        rule: 'R-KMS-3',
        verdict: 'explicitDeny',
        text: 'what is under SSE-KMS needs a signed request, because S3 calls KMS in the name of its caller',
      },
    ],
    [
      'an access point that is not there (R-AP)',
      { ...read, accessPoint: `${POINTS}/nothing` },
      's3:GetObject',
      { rule: 'R-AP', verdict: 'implicitDeny', text: `there is no access point ${POINTS}/nothing` },
    ],
    [
      'an access point of another bucket (R-AP)',
      { ...read, bucket: 'other', accessPoint: `${POINTS}/data` },
      's3:GetObject',
      { rule: 'R-AP', verdict: 'implicitDeny', text: 'access point data is one of bucket acme' },
    ],
    [
      'an access point of a VPC to who comes from elsewhere (R-AP)',
      { ...read, accessPoint: `${POINTS}/inside` },
      's3:GetObject',
      { rule: 'R-AP', verdict: 'implicitDeny', text: 'access point inside answers requests from its VPC alone' },
    ],
  ])('%s', (_what, request, action, { verdict, ...reason }: { verdict?: string }) => {
    const call = callsOf(caseWorld(), request).find((one) => one.action === action);
    expect(refusedFirst(request)).toStrictEqual({
      effect: verdict,
      mayAllow: false,
      call,
      reasons: [{ gate: 'service', side: 'resource', verdict, ...reason }],
    });
  });
});

describe('a service leaves to policies', () => {
  test.each<[string, ApiRequest]>([
    ['what root asks of S3', { ...read, caller: callerOf('root') }],
    ['what a signed request asks of KMS through S3', { ...read, operation: 'PutObject', headers: onKms }],
    ['uploads in parts with a signature', { ...read, operation: 'CreateMultipartUpload' }],
    ['what anonymous callers read without KMS', { ...read, caller: callerOf('anonymous') }],
    ['an access point of the bucket', { ...read, accessPoint: `${POINTS}/data` }],
    [
      'an access point of a VPC to who comes through an endpoint',
      { ...read, accessPoint: `${POINTS}/inside`, connection: { ...CONNECTION, vpcEndpoint: 'vpce-1' } },
    ],
    [
      'what is asked of KMS itself',
      { service: 'kms', operation: 'Decrypt', keyArn: KEY, caller: callerOf('anonymous'), connection: CONNECTION },
    ],
  ])('%s', (_what, request) => expect(refusedFirst(request)).toBeUndefined());

  test('what needs no permission, be it asked for by root or through whatever access point', () => {
    const who = { caller: callerOf('root'), connection: CONNECTION };
    const nothing = { effect: 'allow', decisions: [] };
    expect(authorize(caseWorld(), { ...who, service: 'sts', operation: 'GetCallerIdentity' })).toEqual(nothing);
    const batch = { ...s3, ...who, operation: 'DeleteObjects', accessPoint: `${POINTS}/nothing` };
    expect(authorize(caseWorld(), batch)).toEqual(nothing);
  });
});
