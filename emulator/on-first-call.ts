import type { Service } from './state';

/**
 * A service whose code is loaded when it is first called: whoever starts an embedded AWS waits for none that they do not use.
 *
 * @param load is asked once
 */
export function onFirstCall(load: () => Promise<Service>): Service {
  let loading: Promise<Service> | undefined;
  return async (state, request) => {
    const service = await (loading ??= load());
    return service(state, request);
  };
}
