import { roleNamed } from '../../arns';
import { accessRoleName } from '../../names';
import type { Fields, Found } from '../fields';
import type { Path } from '../source';

/** Role names are unique in an account whatever their paths, and IAM does not tell capitals apart. */
export function* rolesDiffer({ text, grants }: Fields): Generator<Found> {
  const seen = new Map<string, string>();
  for (const index of grants) {
    const role = text('grants', index, 'role');
    if (role === undefined) continue;
    const { name } = roleNamed('aws', '', role);
    const other = seen.get(name.toLowerCase());
    if (other === undefined) seen.set(name.toLowerCase(), `grants[${index}]`);
    else {
      yield {
        path: ['grants', index, 'role'],
        fault: {
          what: `grants[${index}].role is that of ${other} too, and role names are unique in an account`,
          value: role,
          allowed: 'a role of its own for each grant, different in more than path and capitals',
          fix: 'rename it, or put both into one grant',
        },
      };
    }
  }
}

/** The access role has a name that IAM takes. */
export function* accessRoleFits({ text, grants }: Fields): Generator<Found> {
  const pair = text('name');
  for (const index of grants) {
    const role = text('grants', index, 'role');
    if (pair === undefined || role === undefined || text('grants', index, 'via') !== 'assume-role') continue;
    const name = accessRoleName(pair, roleNamed('aws', '', role).name);
    if (name.length <= 64) continue;
    yield {
      path: ['grants', index, 'role'],
      fault: {
        what: `grants[${index}].role makes the access role ${name}, whose name has ${name.length} characters`,
        value: role,
        allowed: 'name, a hyphen and role in 64 characters together',
        fix: 'shorten the role or the name of the pair',
      },
    };
  }
}

/** An external id is there where it is checked, and nowhere else. */
export function* externalIdWithAssumeRole({ text, has, grants }: Fields): Generator<Found> {
  for (const index of grants) {
    const path: Path = ['grants', index, 'external_id'];
    const via = has('grants', index, 'via') ? text('grants', index, 'via') : 'bucket-policy';
    if (via === 'assume-role' && !has(...path)) {
      yield {
        path: ['grants', index],
        fault: {
          what: `grants[${index}].external_id is missing`,
          allowed: 'with via: assume-role, 2 to 1224 letters, digits and _+=,.@:/-',
          fix: 'add one that both sides agree on, e.g. a random UUID',
        },
      };
    }
    if (via === 'bucket-policy' && has(...path)) {
      yield {
        path,
        fault: {
          what: `grants[${index}].external_id has nobody to check it`,
          value: text(...path),
          allowed: 'external_id with via: assume-role only',
          fix: 'remove it, or write via: assume-role',
        },
      };
    }
  }
}
