import { AwsError } from '../../http/exchange';
import { parseXml } from '../../xml/parse';
import { onBucket } from '../exchange';
import { publicAccessBlockXml, readPublicAccessBlock } from '../public-access-block-xml';
import { emptyResponse, xmlResponse } from '../responses';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock = onBucket(async ({ bucket }) => {
  if (!bucket.publicAccessBlock) {
    throw new AwsError(
      'NoSuchPublicAccessBlockConfiguration',
      404,
      'The public access block configuration was not found',
      { BucketName: bucket.name },
    );
  }
  return xmlResponse('PublicAccessBlockConfiguration', publicAccessBlockXml(bucket.publicAccessBlock));
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const putPublicAccessBlock = onBucket(async ({ bucket, request }) => {
  bucket.publicAccessBlock = readPublicAccessBlock(parseXml(await request.text(), 'PublicAccessBlockConfiguration'));
  return emptyResponse(200);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock = onBucket(async ({ bucket }) => {
  delete bucket.publicAccessBlock;
  return emptyResponse(204);
});
