import type { PolicyDocument, PolicyKind, Statement } from '../../policy/document';
import { PolicyError } from '../../policy/errors';
import { parsePolicy } from '../../policy/parse';
import { hasUnknown, unknownsIn, unknownValue } from '../../policy/unknown';
import { bindPrincipals } from '../principal-ids';
import type { World } from '../world';
import type { Arguments } from './arguments';

/** Kinds of policy that name principals. */
type ResourcePolicyKind = Extract<PolicyKind, 'bucket' | 'key' | 'trust'>;

/**
 * The policy in an argument, as the service would save it, with its principals by ARN.
 *
 * @returns undefined when the argument is left out
 * @throws PolicyError with the argument's address in its detail
 */
export function policyIn(given: Arguments, name: string, kind: PolicyKind): PolicyDocument | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  return saying(given, name, () => {
    try {
      return parsePolicy(text, kind);
    } catch (error) {
      // What is not known yet may be the very part that makes it a policy: then it may be any.
      if (error instanceof PolicyError && hasUnknown(text)) return anyPolicy(kind, unknownsIn(text).join(', '));
      throw error;
    }
  });
}

/** The policy in an argument that cannot be left out. @throws TerraformReadError, PolicyError */
export function requiredPolicyIn(given: Arguments, name: string, kind: PolicyKind): PolicyDocument {
  return (
    policyIn(given, name, kind) ??
    given.refuse({ what: `${name} is missing`, allowed: 'a policy as JSON text', fix: `add ${name}` })
  );
}

/** A policy with the unique ids of the roles and users that it names (R-PR-ID). @throws PolicyError as {@link policyIn} */
export function boundPolicy(
  world: World,
  given: Arguments,
  name: string,
  kind: ResourcePolicyKind,
  document: PolicyDocument,
): PolicyDocument {
  return saying(given, name, () => bindPrincipals(world, document, kind));
}

/** Does something with a policy; an error says whose policy it is. */
export function saying<T>(given: Arguments, name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { code, message, detail } = error;
    throw new PolicyError(code, message, `${given.address}.${name}${detail === undefined ? '' : `: ${detail}`}`);
  }
}

/**
 * The policy of which nothing is known: it may allow anybody anything, and deny it too, so that every decision in which
 * it takes part is unknown.
 */
function anyPolicy(kind: PolicyKind, expression: string): PolicyDocument {
  const anything = unknownValue(expression);
  const statement = {
    Effect: anything as Statement['Effect'],
    ...((kind === 'bucket' || kind === 'key' || kind === 'trust') && {
      Principal: { AWS: anything, Service: anything },
    }),
    Action: anything,
    ...(kind !== 'trust' && { Resource: anything }),
  };
  return { Version: '2012-10-17', Statement: [statement] };
}
