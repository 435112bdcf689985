import { validationCheck, type Rule } from '../rule';

/** Two statements of one name, where the service lets that pass: what is said of one may be taken for the other. */
export const duplicateSid: Rule = {
  id: 'duplicate-sid',
  severity: 'suggestion',
  see: validationCheck('general-warning-unique-sids-recommended'),
  // Others refuse them.
  kinds: ['key', 'vpce'],
  inPolicy: ({ statements }) =>
    statements
      .filter(({ sid, index }) => sid !== undefined && statements.some((one) => one.index < index && one.sid === sid))
      .map((statement) => ({
        statement,
        element: 'Sid',
        text: `another statement has the Sid ${statement.sid} already`,
        fix: 'give each statement a Sid of its own',
      })),
};
