import { remembering } from '../../remember';

/** What a `Credential=` names: a key and the scope for which its signing key is derived. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  /** The signing name, e.g. `s3`, `sts`. */
  readonly service: string;
  /** `date/region/service/aws4_request` */
  readonly scope: string;
}

/**
 * Parses `AKID/YYYYMMDD/region/service/aws4_request`.
 *
 * @returns undefined when it has another form
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const parseCredential = remembering((text: string): CredentialScope | undefined => {
  const match = /^([A-Za-z0-9]{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/.exec(text);
  if (!match) return undefined;
  const [, accessKeyId, date, region, service] = match as unknown as [string, string, string, string, string];
  return { accessKeyId, date, region, service, scope: `${date}/${region}/${service}/aws4_request` };
});

/** The instant of a basic-format ISO-8601 date, `YYYYMMDDTHHMMSSZ`; undefined when it has another form. */
export const parseAmzDate = remembering((text: string): number | undefined => {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(time);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 ? time : undefined;
});
