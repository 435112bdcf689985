import type { Call } from '../call';
import { namesOf, type CallerNames } from './caller-names';

/** Looks up a context key that the call itself does not carry, such as `aws:principalarn`. Keys are in lower case. */
export type ContextFallback = (key: string) => string | readonly string[] | undefined;

/** A call made ready for matching: what every statement asks of it, worked out once. */
export class MatchRequest {
  readonly action: string;
  readonly resource: string;
  /** The caller's context keys are asked for only if a condition or variable needs them. */
  private readonly fallback: ContextFallback | undefined;
  private callerNames: CallerNames | undefined;

  constructor(
    readonly call: Call,
    /** Whether the caller has a permissions boundary: R-NOTPR depends on it. */
    readonly hasBoundary: boolean,
    /** The caller's account as ACLs and `CanonicalUser` principals name it. */
    readonly canonicalId?: string,
    fallback?: ContextFallback,
  ) {
    this.action = call.action;
    this.resource = call.resource;
    this.fallback = fallback;
  }

  get names(): CallerNames {
    return (this.callerNames ??= namesOf(this.call.caller));
  }

  /** A context key's value; undefined when the request does not carry it. @param key in lower case */
  value(key: string): string | readonly string[] | undefined {
    const own: unknown = this.call.context[key];
    if (typeof own === 'string' || Array.isArray(own)) return own as string | readonly string[];
    return this.fallback?.(key);
  }
}
