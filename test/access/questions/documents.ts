import fc from 'fast-check';
import type { NamedPolicy, PolicyDocument, PrincipalElement, Statement } from '../../../access/policy/document';
import { conditions } from './conditions';

/** What the statements of one kind of policy are made of. */
export interface Material {
  readonly actions: readonly string[];
  /** None: the policy's statements have no Resource. */
  readonly resources: readonly string[];
  /** Absent: the policy is attached to its caller. */
  readonly principals?: fc.Arbitrary<PrincipalElement>;
  /** What a Deny names. @default the same */
  readonly deniedPrincipals?: fc.Arbitrary<PrincipalElement>;
  /** Absent: the policy has no NotPrincipal. */
  readonly notPrincipals?: fc.Arbitrary<PrincipalElement>;
  readonly effects?: fc.Arbitrary<'Allow' | 'Deny'>;
  /** Whether only Version 2012-10-17 is saved. */
  readonly currentVersion?: true;
  /** Whether NotAction is not saved. */
  readonly withoutNotAction?: true;
}

/** One statement of ten denies: each gate may deny, and there are many. */
const usualEffects = fc.nat(9).map((n): 'Allow' | 'Deny' => (n === 0 ? 'Deny' : 'Allow'));

/** One value or several; the first of all, which is the widest, as often as the others together. */
const several = (values: readonly string[]) =>
  fc.oneof(
    fc.constant(values[0]!),
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  );

/** `Name` nine times of ten, else `NotName`. */
const orNot = (name: string, values: readonly string[], without = false) =>
  fc
    .tuple(several(values), without ? fc.constant(true) : fc.constantFrom(...Array<boolean>(9).fill(true), false))
    .map(([chosen, positive]) => ({ [positive ? name : `Not${name}`]: chosen }) as Partial<Statement>);

/** One statement that AWS would save. */
export function statements(material: Material, effects = material.effects ?? usualEffects): fc.Arbitrary<Statement> {
  const { actions, resources, withoutNotAction } = material;
  const nothing = fc.constant<Partial<Statement>>({});
  return fc
    .tuple(
      effects,
      orNot('Action', actions, withoutNotAction),
      resources.length > 0 ? orNot('Resource', resources) : nothing,
      fc.oneof(
        { weight: 3, arbitrary: nothing },
        { weight: 1, arbitrary: conditions.map((Condition) => ({ Condition })) },
      ),
    )
    .chain(([Effect, action, resource, condition]) =>
      named(material, Effect).map((principal) => ({ Effect, ...principal, ...action, ...resource, ...condition })),
    );
}

/** NotPrincipal goes with Deny only. */
function named(material: Material, effect: 'Allow' | 'Deny'): fc.Arbitrary<Partial<Statement>> {
  const { principals, deniedPrincipals = principals, notPrincipals } = material;
  if (!principals) return fc.constant({});
  const positive = (effect === 'Deny' ? deniedPrincipals! : principals).map((Principal) => ({ Principal }));
  if (effect === 'Allow' || !notPrincipals) return positive;
  return fc.oneof(
    positive,
    notPrincipals.map((NotPrincipal) => ({ NotPrincipal })),
  );
}

const versions = fc.constantFrom<(PolicyDocument['Version'] | undefined)[]>(
  '2012-10-17',
  '2012-10-17',
  '2012-10-17',
  '2008-10-17',
  undefined,
);

/** A document of one to three statements. */
export function documents(material: Material): fc.Arbitrary<PolicyDocument> {
  return fc
    .tuple(
      material.currentVersion ? fc.constant('2012-10-17' as const) : versions,
      fc.array(statements(material), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([Version, list, alone]) => ({
      ...(Version !== undefined && { Version }),
      Statement: alone && list.length === 1 ? list[0]! : list,
    }));
}

/** A policy, by a name. */
export function policies(material: Material, name: string): fc.Arbitrary<NamedPolicy> {
  return documents(material).map((document) => ({ name, document }));
}
