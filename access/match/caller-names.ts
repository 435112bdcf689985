import { callerArn, principalArn, type Caller } from '../caller';
import { DELEGATE, FINAL, ROLE, type Strength } from './strength';

/** A name by which a Principal element can mean a caller, and how strongly it then speaks (R-STRENGTH). */
export interface CallerName {
  readonly name: string;
  readonly strength: Strength;
}

/** Every name by which a Principal element can mean a caller, apart from `*`. */
export interface CallerNames {
  /** Under `AWS`: account id, ARNs and unique ids; strongest first. */
  readonly aws: readonly CallerName[];
  /** Under `Service`. */
  readonly service?: string;
  /**
   * NotPrincipal exempts a caller only if each of these groups has a member in its list: the account, then the role,
   * then the session itself (R-NOTPR).
   */
  readonly exemptions: readonly (readonly string[])[];
}

const known = new WeakMap<Caller, CallerNames>();

/** The names of a caller (R-PR, R-PR-ID, R-PR-SESSION), worked out once for each caller object. */
export function namesOf(caller: Caller): CallerNames {
  let names = known.get(caller);
  if (!names) known.set(caller, (names = work(caller)));
  return names;
}

function work(caller: Caller): CallerNames {
  if (caller.kind === 'anonymous') return { aws: [], exemptions: [] };
  if (caller.kind === 'service') return { aws: [], service: caller.service, exemptions: [[caller.service]] };
  const account = [caller.account, `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:root`];
  const own = ownNames(caller);
  const group = (strength: Strength) => own.filter((n) => n.strength === strength).map((n) => n.name);
  const exemptions = [account, group(ROLE), group(FINAL)].filter((names) => names.length > 0);
  return { aws: [...own, ...account.map((name) => ({ name, strength: DELEGATE as Strength }))], exemptions };
}

function ownNames(caller: Exclude<Caller, { kind: 'anonymous' | 'service' }>): CallerName[] {
  switch (caller.kind) {
    case 'root':
      return [];
    case 'user':
      return [
        { name: callerArn(caller), strength: FINAL },
        { name: caller.uniqueId, strength: FINAL },
      ];
    case 'role-session':
      return [
        { name: callerArn(caller), strength: FINAL },
        { name: principalArn(caller)!, strength: ROLE },
        { name: caller.role.uniqueId, strength: ROLE },
      ];
    case 'federated-user': {
      const { path, name, uniqueId } = caller.byUser;
      const user = `arn:${caller.partition ?? 'aws'}:iam::${caller.account}:user${path}${name}`;
      return [
        { name: callerArn(caller), strength: FINAL },
        { name: user, strength: ROLE },
        { name: uniqueId, strength: ROLE },
      ];
    }
  }
}
