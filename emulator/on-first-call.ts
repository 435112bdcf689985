import type { Service } from './state';

/**
 * A service whose code is loaded when it is first called: whoever starts an embedded AWS waits for none that they do not use.
 *
 * @param load is asked once. It has to `require`, which works where Jest runs other people's tests, too
 */
export function onFirstCall(load: () => Service): Service {
  let service: Service | undefined;
  return (state, request) => (service ??= load())(state, request);
}
