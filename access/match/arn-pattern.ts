import { hasUnknown } from '../policy/unknown';
import { compilePattern, matchPattern, type Pattern } from './pattern';
import type { MatchRequest } from './request';
import { parseTemplate, type Part } from './template';
import { both, MAYBE, NO, YES, type Tri } from './tri';

/** A pattern for ARNs, in which wildcards never cross the first five colons (R-RES, ArnLike). */
export interface ArnPattern {
  /** As written in the policy. */
  readonly source: string;
  /** Undefined for what is no ARN: it never matches one. */
  readonly form: Form | undefined;
}

type Form =
  | { readonly kind: 'everything' }
  /** The first five fields have no wildcard, so the ARN can be matched as one string. */
  | { readonly kind: 'whole'; readonly pattern: Pattern }
  | { readonly kind: 'fields'; readonly fields: readonly Pattern[] };

const FIELDS = 6;

/**
 * Compiles an ARN pattern; `*` alone is every ARN and every call without a resource.
 *
 * @param variables where policy variables count: nowhere, after the fifth colon (Resource), or everywhere (conditions)
 */
export function compileArnPattern(source: string, variables: 'none' | 'resource' | 'all'): ArnPattern {
  return { source, form: formOf(source, variables) };
}

function formOf(source: string, variables: 'none' | 'resource' | 'all'): Form | undefined {
  if (source === '*') return { kind: 'everything' };
  const parts = parseTemplate(source, { variables: variables !== 'none', wildcards: true });
  // What stands for an unknown part may hold colons of its own, so that its fields are not known either.
  if (hasUnknown(source)) return { kind: 'whole', pattern: compilePattern(source, parts) };
  const fields = splitFields(parts);
  if (fields.length < FIELDS) return undefined;
  const head = fields.slice(0, FIELDS - 1).flat();
  if (variables === 'resource' && head.some((part) => part.kind === 'variable')) return undefined;
  if (head.every((part) => part.kind === 'text')) return { kind: 'whole', pattern: compilePattern(source, parts) };
  return { kind: 'fields', fields: fields.map((field) => compilePattern(source, field)) };
}

/** Whether an ARN of the request matches; field by field where the pattern has wildcards before the fifth colon. */
export function matchArnPattern(pattern: ArnPattern, arn: string, request: MatchRequest): Tri {
  const { form } = pattern;
  if (!form) return NO;
  switch (form.kind) {
    case 'everything':
      return YES;
    case 'whole':
      return matchPattern(form.pattern, arn, request);
    case 'fields':
      return matchFields(form.fields, arn, request);
  }
}

function matchFields(fields: readonly Pattern[], arn: string, request: MatchRequest): Tri {
  const unknownAt = arn.indexOf('\uE000');
  let result: Tri = YES;
  let start = 0;
  for (let i = 0; i < FIELDS; i++) {
    const colon = i < FIELDS - 1 ? arn.indexOf(':', start) : arn.length;
    if (unknownAt >= 0 && (colon < 0 || unknownAt < colon)) {
      // From here on the fields' borders are not known; what went before has matched.
      const last = i === FIELDS - 1 ? matchPattern(fields[i]!, arn.slice(start), request) : MAYBE;
      return both(result, last);
    }
    if (colon < 0) return NO;
    const match = matchPattern(fields[i]!, arn.slice(start, colon), request);
    if (match === NO) return NO;
    result = both(result, match);
    start = colon + 1;
  }
  return result;
}

/** Splits the parts of a template at the first five colons of its plain text. */
function splitFields(parts: readonly Part[]): Part[][] {
  const fields: Part[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'text') {
      fields.at(-1)!.push(part);
      continue;
    }
    let text = part.text;
    while (fields.length < FIELDS && text.includes(':')) {
      const colon = text.indexOf(':');
      fields.at(-1)!.push({ kind: 'text', text: text.slice(0, colon) });
      fields.push([]);
      text = text.slice(colon + 1);
    }
    fields.at(-1)!.push({ kind: 'text', text });
  }
  return fields;
}
