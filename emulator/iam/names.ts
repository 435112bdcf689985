import { checked, type Parameters } from '../http/query-protocol';

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^(\/)$|^(\/[\u0021-\u007E]+\/)$/;
const DESCRIPTION = /^[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*$/;

/** An entity's name, e.g. `RoleName`; 64 characters unless the entity has more. @throws AwsError ValidationError */
export function nameIn(parameters: Parameters, parameter: string, most = 64): string {
  return checked(parameters.required(parameter), parameter, NAME, 1, most);
}

/** `Path`, `/` unless said. @param parameter its name. @default 'Path' @throws AwsError ValidationError */
export function pathIn(parameters: Parameters, parameter = 'Path', usual = '/'): string {
  return checked(parameters.get(parameter) ?? usual, parameter, PATH, 1, 512);
}

/** `Description`. @throws AwsError ValidationError */
export function descriptionIn(parameters: Parameters): string | undefined {
  const description = parameters.get('Description');
  return description === undefined ? undefined : checked(description, 'Description', DESCRIPTION, 0, 1000);
}

/** `PathPrefix`, `/` unless said. @throws AwsError ValidationError */
export function pathPrefixIn(parameters: Parameters): string {
  return checked(parameters.get('PathPrefix') ?? '/', 'PathPrefix', /^\/[\u0021-\u007F]*$/, 1, 512);
}
