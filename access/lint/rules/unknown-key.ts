import { serviceTable } from '../../tables/actions';
import { lacksName } from '../../tables/keys';
import { validationCheck, type Rule } from '../rule';

/** A condition key that its service does not have: it is absent from every request. */
export const unknownKey: Rule = {
  id: 'unknown-key',
  severity: 'error',
  see: validationCheck('error-invalid-service-condition-key'),
  inStatement: ({ conditions }) =>
    conditions
      .filter(
        ({ key, name, listed }) =>
          !listed && (name.startsWith('aws:') || serviceTable(key.split(':')[0]!) || lacksName(key)),
      )
      .map(({ key, name, element }) => ({
        element,
        // AWS adds global keys faster than tables follow.
        severity: name.startsWith('aws:') && !lacksName(key) ? 'warning' : 'error',
        text: lacksName(key) ? `${key} needs the name of a tag: ${key}/NAME` : `no request has a condition key ${key}`,
        fix: lacksName(key) ? 'add the name behind a slash' : "take a name from AWS's list of condition keys",
      })),
};
