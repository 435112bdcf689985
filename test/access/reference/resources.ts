import type { Statement } from '../../../access/policy/document';
import { globMatches } from './glob';
import type { Request } from './request';
import { list } from './statements';
import { arnFields, hasVariable, patternOf } from './text';

/** R-RES: NotResource is the complement of Resource. Only trust policies, which speak of STS, go without either. */
export function resourceMatches(statement: Statement, variables: boolean, request: Request): boolean {
  const { Resource, NotResource } = statement;
  if (Resource === undefined && NotResource === undefined) return /^sts:/i.test(request.call.action);
  const listed = list(Resource ?? NotResource).some((arn) => resourceArnMatches(arn, variables, request));
  return NotResource === undefined ? listed : !listed;
}

/** Field by field, with variables in the last field only. `*` alone is everything. */
function resourceArnMatches(arn: string, variables: boolean, request: Request): boolean {
  const { action, resource } = request.call;
  if (arn === '*') return true;
  // AWS's own examples allow ListAllMyBuckets, which is about no bucket, on every bucket.
  if (action.toLowerCase() === 's3:listallmybuckets' && resource === '*') return /^arn:aws[a-z-]*:s3:::\*$/.test(arn);
  const fields = arnFields(arn, variables);
  const actual = arnFields(resource, false);
  if (!fields || !actual) return false;
  return fields.every((field, n) => {
    if (n < 5 && variables && hasVariable(field)) return false;
    const pattern = patternOf(field, { variables: variables && n === 5, wildcards: true }, request);
    return pattern !== undefined && globMatches(pattern, actual[n]!);
  });
}
