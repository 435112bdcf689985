import { CannotAsk, type Canary } from '../canary';

/**
 * Service and resource control policies, and the organization that conditions ask for. Nothing is asked yet: an API for
 * organizations makes accounts of its own, and no backend that crossbucket starts has one.
 */
export const organizationPolicies: Canary = {
  capability: 'organization-policies',
  prepare: () => Promise.reject(new CannotAsk('no call was made: crossbucket makes no organization on a backend')),
};
