import { ensureAccount } from '../../../access/world/create';
import { readPublicAccessBlock } from '../../s3/public-access-block-xml';
import { anyXml, type Reader } from './reader';

/** Reads the Block Public Access of an account; backends without S3 Control have none. */
export async function readAccountBlock({ state, upstream }: Reader, account: string): Promise<void> {
  const answer = await upstream.send({
    service: 's3',
    account,
    region: 'us-east-1',
    method: 'GET',
    path: '/v20180820/configuration/publicAccessBlock',
    headers: { 'x-amz-account-id': account },
  });
  const text = await answer.text();
  if (!answer.succeeded || !text.includes('PublicAccessBlockConfiguration')) return;
  const root = anyXml(text);
  const block = root.child('PublicAccessBlockConfiguration') ?? root;
  ensureAccount(state.world, account).publicAccessBlock = readPublicAccessBlock(block);
}
