import type { Key } from '../../access/world/key';

/** Seconds since the epoch, as JSON 1.1 writes instants. */
export function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}

/** The KeyMetadata of a key. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export function keyMetadata(key: Key): Record<string, unknown> {
  return {
    AWSAccountId: key.account,
    Arn: key.arn,
    CreationDate: seconds(key.createdAt),
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    ...(key.deletionDate !== undefined && { DeletionDate: seconds(key.deletionDate) }),
    Description: key.description,
    Enabled: key.state === 'Enabled',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    KeyId: key.id,
    KeyManager: 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyState: key.state,
    KeyUsage: 'ENCRYPT_DECRYPT',
    MultiRegion: false,
    Origin: 'AWS_KMS',
  };
}
