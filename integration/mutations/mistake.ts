import type { Statement } from '../../access/policy/document';
import { statementLabel, statementsOf } from '../../access/policy/statements';
import type { Pair } from '../../contract/pair';
import type { PairStacks } from '../deploy/stack-files';
import { edited, policySites, withStatements, type PolicySite } from './policy-sites';

/** The stacks of a pair with one mistake in them. */
export interface Mutant {
  /** The mistake's id. */
  readonly mistake: string;
  /** In words. */
  readonly what: string;
  /** `producer aws_s3_bucket_policy.data.policy, statement Read` */
  readonly where: string;
  readonly stacks: PairStacks;
}

/** Something that people get wrong in stacks like these; it can be made in several places, or in none. */
export interface Mistake {
  readonly id: string;
  readonly what: string;
  mutants(stacks: PairStacks): Mutant[];
}

/** Where a mistake in a statement is made. */
export interface Place {
  readonly pair: Pair;
  readonly site: PolicySite;
}

/**
 * A mistake in one statement.
 *
 * @param change what becomes of a statement: others in its place, none, or `undefined` where it cannot be made
 */
export function inStatements(
  id: string,
  what: string,
  change: (statement: Statement, place: Place) => readonly Statement[] | undefined,
): Mistake {
  const mutants = (stacks: PairStacks): Mutant[] =>
    policySites(stacks).flatMap((site) => {
      const statements = statementsOf(site.document);
      return statements.flatMap((statement, index): Mutant[] => {
        const changed = change(statement, { pair: stacks.pair, site });
        // A policy without statements is none that AWS would save: that is another mistake, a policy that is not there.
        if (!changed || (changed.length === 0 && statements.length === 1)) return [];
        const where = `${site.side} ${site.address}, statement ${statementLabel(statement, index)}`;
        const others = withStatements(stacks, site, (all) =>
          all.flatMap((one, at) => (at === index ? changed : [one])),
        );
        return [{ mistake: id, what, where, stacks: others }];
      });
    });
  return { id, what, mutants };
}

/** A mistake that adds a statement to a policy. @param added `undefined` where it cannot be made */
export function statementAdded(id: string, what: string, added: (place: Place) => Statement | undefined): Mistake {
  const mutants = (stacks: PairStacks): Mutant[] =>
    policySites(stacks).flatMap((site): Mutant[] => {
      const statement = added({ pair: stacks.pair, site });
      if (!statement) return [];
      const where = `${site.side} ${site.address}`;
      return [{ mistake: id, what, where, stacks: withStatements(stacks, site, (all) => [...all, statement]) }];
    });
  return { id, what, mutants };
}

/** A mistake in the resources of a stack. @param edit changes one resource, or takes it out of those of its type */
export function inResources(
  id: string,
  what: string,
  type: string,
  edit: (resource: Record<string, unknown>, remove: () => void) => void,
): Mistake {
  const mutants = (stacks: PairStacks): Mutant[] =>
    (['producer', 'consumer'] as const).flatMap((side) => {
      const names = Object.keys((stacks[side].json as Resources).resource?.[type] ?? {});
      return names.map((name) => ({
        mistake: id,
        what,
        where: `${side} ${type}.${name}`,
        stacks: edited(stacks, side, (all) => edit(all[type]![name]!, () => delete all[type]![name])),
      }));
    });
  return { id, what, mutants };
}

interface Resources {
  readonly resource?: Readonly<Record<string, object>>;
}
