import type { KeyType } from '../../tables/service-table';
import { validationCheck, type Rule } from '../rule';

/** The families of operators that read values of a type, the best first. */
const FAMILIES: Readonly<Record<KeyType, readonly string[]>> = {
  String: ['String', 'Arn', 'Binary'],
  ArrayOfString: ['String', 'Arn'],
  Numeric: ['Numeric'],
  Date: ['Date', 'Numeric'],
  Bool: ['Bool'],
  ARN: ['Arn', 'String'],
  ArrayOfARN: ['Arn', 'String'],
  IPAddress: ['IpAddress'],
};

/** An operator of another type than its key: texts are compared where numbers, dates or addresses are meant. */
export const operatorType: Rule = {
  id: 'operator-type',
  severity: 'warning',
  see: validationCheck('general-warning-type-mismatch'),
  inStatement: ({ conditions }) =>
    conditions.flatMap(({ base, listed, element, values }) => {
      // Tags hold whatever one writes into them.
      if (!listed || base === 'Null' || /[<$]/.test(listed.name)) return [];
      const family = familyOf(base);
      if (FAMILIES[listed.type].includes(family)) return [];
      return {
        element,
        severity: holdsAsText(listed.type, family, values) ? 'suggestion' : 'warning',
        text: `${listed.name} is of the type ${listed.type}, which ${base} does not compare`,
        fix: `take an operator of the family ${FAMILIES[listed.type][0]}…`,
      };
    }),
};

function familyOf(base: string): string {
  return /String|Numeric|Date|Bool|Binary|IpAddress|Arn/.exec(base)![0];
}

/** `StringEquals` with `true` and `false` does what `Bool` does. */
function holdsAsText(type: KeyType, family: string, values: readonly string[]): boolean {
  return type === 'Bool' && family === 'String' && values.every((value) => /^(true|false)$/.test(value));
}
