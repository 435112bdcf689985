import {
  CreateGrantCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
} from '@aws-sdk/client-kms';
import type { KmsSender } from './clients';
import type { CheckRequest } from '../../contract/check';

type KmsCheckRequest = Extract<CheckRequest, { service: 'kms' }>;

/**
 * Makes a check's KMS call through the SDK.
 *
 * @param CiphertextBlob what is decrypted
 * @throws Error for an operation that no check of the contract has
 */
export function sendKms(client: KmsSender, request: KmsCheckRequest, CiphertextBlob: Uint8Array): Promise<unknown> {
  const KeyId = request.keyArn ?? '';
  const EncryptionContext = { ...request.encryptionContext };
  switch (request.operation) {
    case 'Decrypt':
      // Without KeyId, as most clients do it: the ciphertext tells its key.
      return client.send(new DecryptCommand({ EncryptionContext, CiphertextBlob }));
    case 'Encrypt':
      return client.send(new EncryptCommand({ KeyId, EncryptionContext, Plaintext: Buffer.from('probe') }));
    case 'GenerateDataKey':
      return client.send(new GenerateDataKeyCommand({ KeyId, EncryptionContext, KeySpec: 'AES_256' }));
    case 'DescribeKey':
      return client.send(new DescribeKeyCommand({ KeyId }));
    case 'CreateGrant':
      return client.send(
        new CreateGrantCommand({
          KeyId,
          GranteePrincipal: request.granteePrincipal,
          Operations: [...(request.grantOperations ?? [])] as never,
        }),
      );
    default:
      throw new Error(`no check makes kms:${request.operation}`);
  }
}
