import type { QueryOperation } from '../../http/query-protocol';
import { principalFor, type PrincipalKind } from '../principals';
import { removeTag, setTags, tagContext, tagsIn, tagsPage } from '../tags';

/** Tag, Untag and List of the tags of one kind of principal, by operation name. */
export function tagOperations(kind: PrincipalKind): Record<string, QueryOperation> {
  return {
    [`Tag${kind}`]: (call) => {
      const tags = tagsIn(call.parameters);
      const { principal } = principalFor(call, kind, tagContext(tags));
      setTags(principal.tags, tags);
    },
    [`Untag${kind}`]: (call) => {
      const keys = call.parameters.list('TagKeys');
      const { principal } = principalFor(call, kind, { 'aws:tagkeys': keys });
      for (const key of keys) removeTag(principal.tags, key);
    },
    [`List${kind}Tags`]: (call) => {
      const { principal } = principalFor(call, kind);
      return tagsPage(call.parameters, principal.tags);
    },
  };
}
