import { actionsMatching } from '../tables/actions';
import { actionHasKey, type ConditionKey } from '../tables/keys';
import { serviceOf } from './meanings';

/** Whether requests for what an action stands for can have a key of one service; yes where that is not known. */
export function hasKey(action: string, key: ConditionKey): boolean {
  const meanings = actionsMatching(action);
  if (meanings) return meanings.length === 0 || meanings.some((one) => actionHasKey(one, key));
  // Another service's own actions have no key of this one; `*` may be of any service.
  return serviceOf(action) === '*';
}
