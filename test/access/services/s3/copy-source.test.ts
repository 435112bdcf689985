import { expect, test } from '@jest/globals';
import { parseCopySource } from '../../../../access/services/s3/copy-source';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
test.each([
  ['a bucket and a key', 'other/x/y', { bucket: 'other', key: 'x/y' }],
  ['a slash in front', '/other/x', { bucket: 'other', key: 'x' }],
  ['two of them: no bucket', '//x', { bucket: '', key: 'x' }],
  ['no key', 'other', { bucket: 'other', key: '' }],
  ['an empty key', 'other/', { bucket: 'other', key: '' }],
  ['a version', 'other/x?versionId=v1', { bucket: 'other', key: 'x', versionId: 'v1' }],
  ['a version of nothing', '?versionId=v1', { bucket: '', key: '', versionId: 'v1' }],
  ['percent-encoding', 'other/a%2Fb%20c+d%3F', { bucket: 'other', key: 'a/b c+d?' }],
  ['a percent sign alone', 'other/100%', { bucket: 'other', key: '100%' }],
  ['nothing', '', { bucket: '', key: '' }],
])('a copy’s source may have %s', (_what, header, source) => {
  expect(parseCopySource(header)).toStrictEqual(source);
});
