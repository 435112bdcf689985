import { s3Operation } from '../../services/s3/operations';
import { actionsMatching } from '../../tables/actions';
import { hasWildcard } from '../../tables/wildcards';
import { serviceOf } from '../meanings';
import { validationCheck, type Rule } from '../rule';

/** An action that its service does not have: such a string matches nothing, and IAM saves it. */
export const unknownAction: Rule = {
  id: 'unknown-action',
  severity: 'error',
  see: validationCheck('error-invalid-action'),
  inStatement: ({ actions, notActions }) =>
    [...actions, ...notActions]
      .filter((action) => actionsMatching(action)?.length === 0)
      .map((action) => ({
        element: actions.includes(action) ? 'Action' : 'NotAction',
        text: hasWildcard(action) ? `no action matches ${action}` : `there is no action ${action}`,
        fix: fixOf(action),
      })),
};

function fixOf(action: string): string {
  const service = serviceOf(action);
  const name = action.slice(service.length + 1);
  const operation = service === 's3' ? s3Operation(name) : undefined;
  if (!operation) return `take a name from AWS's list of actions of ${service}`;
  const needed = operation.actions.map((one) => (one.includes(':') ? one : `s3:${one}`));
  return `${name} is an operation of the API; write the actions that it needs: ${needed.join(', ')}`;
}
