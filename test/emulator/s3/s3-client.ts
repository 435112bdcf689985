import { S3 } from '@aws-sdk/client-s3';
import type { StartedAws } from '../../../emulator/started-aws';
import { clientOptions, secureOptions, type AnyCredentials } from '../clients';

export interface S3Options {
  readonly region?: string;
  /** Over TLS. @default false */
  readonly secure?: boolean;
}

const unsigned = { sign: <T>(request: T) => Promise.resolve(request) };
const nobody = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };

/** The real SDK's S3 for one caller. @param who absent: requests without a signature */
export function s3For(
  emulator: StartedAws,
  who: AnyCredentials | undefined,
  { region = 'us-east-1', secure = false }: S3Options = {},
): S3 {
  return new S3({
    ...clientOptions(emulator, who ?? nobody, region),
    forcePathStyle: true,
    followRegionRedirects: false,
    ...(!who && { signer: unsigned }),
    ...(secure && secureOptions(emulator)),
  });
}

/** The text of an object's content. */
export async function textOf(
  answer: Promise<{ Body?: { transformToString(): Promise<string> } | undefined }>,
): Promise<string> {
  return (await answer).Body!.transformToString();
}
