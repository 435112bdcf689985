import { listOf } from '../../policy/statements';
import { hasUnknown } from '../../policy/unknown';
import { actionsMatching, type ServiceAction } from '../../tables/actions';
import { mayNameResource } from '../../tables/arn-overlap';
import type { Rule } from '../rule';
import { isBucketArnWithAccount } from './s3-arn-with-account';

/** An action that no Resource of its statement can be the resource of: the statement says nothing of it. */
export const actionOnNoResource: Rule = {
  id: 'action-on-no-resource',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  // S3 refuses bucket policies with such actions.
  kinds: ['identity', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  inStatement: ({ actions, statement }) => {
    const resources = listOf(statement.Resource ?? []);
    if (resources.length === 0 || resources.some(isBucketArnWithAccount)) return [];
    return actions.flatMap((action) => {
      const meanings = actionsMatching(action);
      if (!meanings?.length || meanings.some((one) => resources.some((resource) => suits(one, resource)))) return [];
      return {
        element: 'Action',
        text: `${action} is never asked on ${resources.join(' or ')}`,
        fix: `give it ${formatsOf(meanings).join(' or ')} as Resource, in a statement of its own`,
      };
    });
  },
};

/** Access points stand in for their bucket where AWS's list has the bucket only. */
const STANDS_IN: Readonly<Record<string, string>> = { bucket: 'accesspoint', object: 'accesspointobject' };

function suits({ on, table }: ServiceAction, resource: string): boolean {
  // Where there is no type of resource, the request is about `*`.
  if (on.length === 0) return hasUnknown(resource) || /^(\*|arn:([^:]*:){4}\*)$/.test(resource);
  const types = on.flatMap((type) => [type, STANDS_IN[type] ?? type]);
  return types.some((type) => mayNameResource(resource, table.resources[type]!.arn));
}

/** How ARNs look that would do, those of access points left out. */
function formatsOf(meanings: readonly ServiceAction[]): string[] {
  const formats = meanings.flatMap(({ on, table }) =>
    on.filter((type) => !type.startsWith('accesspoint')).map((type) => table.resources[type]!.arn),
  );
  const plain = formats.map((format) =>
    format.replace('${Partition}', 'aws').replace(/\$\{(\w+)\}/g, (_, place: string) => place.toUpperCase()),
  );
  return plain.length ? [...new Set(plain)].slice(0, 3) : ['*'];
}
