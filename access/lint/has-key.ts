import { actionsMatching } from '../tables/actions';
import { actionHasKey, servicesWithKey, type ConditionKey } from '../tables/keys';

/** Whether requests for what an action stands for can have a key of one service; yes where that is not known. */
export function hasKey(action: string, key: ConditionKey): boolean {
  const meanings = actionsMatching(action);
  if (meanings) return meanings.length === 0 || meanings.some((one) => actionHasKey(one, key));
  const [service] = action.split(':');
  // Another service's own actions have no key of this one; patterns may be of any service.
  return /[*?]/.test(service!) || servicesWithKey(key).includes(service!.toLowerCase());
}
