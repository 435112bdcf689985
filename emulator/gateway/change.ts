import { cloneWorld } from '../../access/world/clone';
import type { AwsRequest, AwsResponse } from '../http/exchange';
import type { Service } from '../state';
import { adoptId } from './adopt';
import type { Gateway } from './gateway';
import type { UpstreamRequest } from './upstream/upstream';

/**
 * Changes the world and the backend, or neither. The embedded AWS's own service does the change on a copy of the world:
 * what it refuses never reaches the backend. If the backend then does it too, the copy becomes the world; if it refuses,
 * its answer is the answer and the copy is forgotten.
 *
 * @param operation whose ids are to be taken over from the backend
 * @param forward the request to the backend, asked for once the change is allowed; undefined when the change is the
 *   gateway's own
 */
export async function change(
  gateway: Gateway,
  service: Service,
  request: AwsRequest,
  operation: string,
  forward: (text: string) => UpstreamRequest | undefined,
): Promise<AwsResponse> {
  // A client that is slow to send must not keep the others waiting.
  const text = await request.text();
  return gateway.changes.run(async () => {
    const { state } = gateway;
    const world = cloneWorld(state.world);
    const answer = await service({ ...state, world }, request);
    const asked = forward(text);
    if (!asked) {
      state.world = world;
      return answer;
    }
    const upstream = await gateway.upstream.send(asked);
    if (!upstream.succeeded) return upstream.passedOn();
    const told = typeof answer.body === 'string' ? answer.body : '';
    const adopted = adoptId(operation, { world, text: told }, await upstream.text(), text);
    state.world = adopted.world;
    return { ...answer, body: adopted.text };
  });
}
