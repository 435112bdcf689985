import { describe, expect, test } from '@jest/globals';
import { isFixedByCondition } from '../../../access/decide/fixed-values';
import { publicness } from '../../../access/decide/public-policy';
import { MAYBE, NO, YES, type Tri } from '../../../access/match/tri';
import type { ConditionElement } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';

const unknown = unknownValue('aws_vpc_endpoint.lake.id');
const POINT = 's3:DataAccessPointArn';
const points = 'arn:aws:s3:eu-west-1:111111111111:accesspoint/';

describe('a condition limits a statement to fixed values (access-control-block-public-access, R-BPA-5)', () => {
  test.each<[what: string, condition: ConditionElement, fixed: Tri]>([
    ['with a value', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, YES],
    ['whatever the case of its key', { StringEquals: { 'AWS:SOURCEVPCE': 'vpce-1' } }, YES],
    ['perhaps with a value that is not known', { StringEquals: { 'aws:SourceVpce': unknown } }, MAYBE],
    ['perhaps with one of several that is not', { StringEquals: { 'aws:SourceVpce': ['vpce-1', unknown] } }, MAYBE],
    ['not with a wildcard beside it', { StringLike: { 'aws:SourceVpce': ['vpce-1', '*', unknown] } }, NO],
    ['not with no value at all', { StringEquals: { 'aws:SourceVpce': [] } }, NO],
    ['perhaps with a key that is not known', { StringEquals: { [unknown]: 'vpce-1' } }, MAYBE],
    ['perhaps with an operator that is not known', { [unknown]: { 'aws:SourceVpce': 'vpce-1' } }, MAYBE],
    ['not with a wildcard, whatever the operator', { [unknown]: { 'aws:SourceVpce': 'vpce-*' } }, NO],
    ['with a range of addresses', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, YES],
    ['not with too wide a one', { IpAddress: { 'aws:SourceIp': '10.0.0.0/7' } }, NO],
    ['with one of IPv6', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, YES],
    ['not with too wide a one of IPv6', { IpAddress: { 'aws:SourceIp': '2001:db8::/31' } }, NO],
    ['not with what is no range', { IpAddress: { 'aws:SourceIp': 'office' } }, NO],
    ['perhaps with a range that is not known', { IpAddress: { 'aws:SourceIp': unknown } }, MAYBE],
    ['with all access points of an account', { ArnLike: { [POINT]: `${points}*` } }, YES],
    ['not with those of any account', { ArnLike: { [POINT]: 'arn:aws:s3:eu-west-1:*:accesspoint/reports' } }, NO],
    ['not with a variable', { ArnLike: { [POINT]: `${points}\${aws:username}` } }, NO],
    ['not with what only ends like an access point', { ArnLike: { [POINT]: `*${points}reports` } }, NO],
    ['perhaps with an access point that is not known', { ArnLike: { [POINT]: unknown } }, MAYBE],
  ])('%s', (_what, condition, fixed) => {
    expect(isFixedByCondition(condition, 'bucket')).toBe(fixed);
  });
});

test("the policy of an access point is not limited by access points' ARNs, but by what they are of", () => {
  const by = (key: string, value: string) => isFixedByCondition({ ArnLike: { [key]: value } }, 'access-point');
  expect([by(POINT, `${points}*`), by(POINT, `${points}reports`)]).toEqual([NO, NO]);
  expect(by('s3:DataAccessPointAccount', '111111111111')).toBe(YES);
});

test.each<[what: string, condition: ConditionElement, open: Tri]>([
  ['is public without fixed values', { StringLike: { 'aws:SourceVpce': '*' } }, YES],
  ['is not with them', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, NO],
  ['is perhaps public with values that are not known', { StringEquals: { 'aws:SourceVpce': unknown } }, MAYBE],
])('an Allow for everyone %s', (_what, Condition, open) => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*', Condition } as const;
  expect(publicness({ Version: '2012-10-17', Statement: statement })).toBe(open);
});
