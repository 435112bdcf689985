import { isOfEveryRequest } from '../../tables/keys';
import { hasKey } from '../has-key';
import type { Rule } from '../rule';

/** A condition on a key that no action of its statement ever has, or that some of them never have. */
export const keyOfNoAction: Rule = {
  id: 'key-of-no-action',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  // S3 refuses bucket policies with such conditions.
  kinds: ['identity', 'boundary', 'session', 'scp', 'rcp', 'vpce', 'key', 'trust'],
  inStatement: ({ effect, actions, conditions }) => {
    return conditions.flatMap(({ listed, element, base, holdsWithoutKey }) => {
      if (!listed || !/^(s3|kms|iam|sts):/.test(listed.name) || isOfEveryRequest(listed)) return [];
      const without = actions.filter((action) => !hasKey(action, listed));
      const all = without.length === actions.length;
      // Of sessions being assumed, what is asked together comes with all keys of the request.
      if (without.length === 0 || (!all && listed.name.startsWith('sts:'))) return [];
      // What the statement does to those actions is what nobody expects: an Allow that never holds, a Deny that always does.
      if (!all && (base === 'Null' || (effect === 'Allow') === holdsWithoutKey)) return [];
      const always = holdsWithoutKey ? 'always' : 'never';
      return {
        element,
        severity: all ? 'error' : 'warning',
        text: `${without.join(', ')} never ${without.length > 1 ? 'have' : 'has'} ${listed.name}${base === 'Null' ? '' : `: there the condition ${always} holds`}`,
        fix: all
          ? 'leave the condition out, or take a key that these actions have'
          : 'put them into a statement of their own',
      };
    });
  },
};
