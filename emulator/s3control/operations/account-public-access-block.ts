import { ensureAccount } from '../../../access/world/create';
import { AwsError, type AwsResponse } from '../../http/exchange';
import { publicAccessBlockXml, readPublicAccessBlock } from '../../s3/public-access-block-xml';
import { parseXml } from '../../xml/parse';
import { controlXml } from '../responses';
import { requireControlAccess, type ControlCall } from '../call';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html */
export async function getAccountPublicAccessBlock(call: ControlCall): Promise<AwsResponse> {
  requireControlAccess(call, 's3:GetAccountPublicAccessBlock', '*');
  const block = call.state.world.accounts.get(call.account)?.publicAccessBlock;
  if (block) return controlXml('PublicAccessBlockConfiguration', publicAccessBlockXml(block));
  throw new AwsError(
    'NoSuchPublicAccessBlockConfiguration',
    404,
    'The public access block configuration was not found',
    { AccountId: call.account },
  );
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html */
export async function putAccountPublicAccessBlock(call: ControlCall): Promise<AwsResponse> {
  requireControlAccess(call, 's3:PutAccountPublicAccessBlock', '*');
  const body = parseXml(await call.request.text(), 'PublicAccessBlockConfiguration');
  ensureAccount(call.state.world, call.account).publicAccessBlock = readPublicAccessBlock(body);
  return { status: 200 };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DeletePublicAccessBlock.html */
export async function deleteAccountPublicAccessBlock(call: ControlCall): Promise<AwsResponse> {
  requireControlAccess(call, 's3:PutAccountPublicAccessBlock', '*');
  delete ensureAccount(call.state.world, call.account).publicAccessBlock;
  return { status: 204 };
}
