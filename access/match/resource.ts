import { compileArnPattern, matchArnPattern, type ArnPattern } from './arn-pattern';
import type { MatchRequest } from './request';
import { not, NO, YES, type Tri } from './tri';

/** The Resource or NotResource element of a statement. */
export interface ResourceElement {
  readonly negated: boolean;
  readonly patterns: readonly ArnPattern[];
}

/** Compiles resource ARNs. @param variables whether the policy's version knows policy variables */
export function compileResources(arns: readonly string[], negated: boolean, variables: boolean): ResourceElement {
  const patterns = arns.map((arn) => compileArnPattern(arn, variables ? 'resource' : 'none'));
  return { negated, patterns };
}

/** Whether the statement is about the request's resource; NotResource is the complement of Resource (R-RES). */
export function matchResources({ negated, patterns }: ResourceElement, request: MatchRequest): Tri {
  let result: Tri = NO;
  for (const pattern of patterns) {
    const match = matchOne(pattern, request);
    if (match > result) result = match;
    if (result === YES) break;
  }
  return negated ? not(result) : result;
}

const EVERY_BUCKET = /^arn:[a-z-]+:s3:::\*$/;

function matchOne(pattern: ArnPattern, request: MatchRequest): Tri {
  // AWS's own example policies allow ListAllMyBuckets, which is about no bucket, on `arn:aws:s3:::*`.
  if (request.resource === '*' && request.action.toLowerCase() === 's3:listallmybuckets') {
    if (EVERY_BUCKET.test(pattern.source)) return YES;
  }
  return matchArnPattern(pattern, request.resource, request);
}
