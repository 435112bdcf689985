import type { Decision } from '../access/decision';
import type { Connection } from '../access/services/request';

/** What is decided about one request on its way through its service. */
export interface Trail {
  readonly decisions: Decision[];
  /** Whether the caller is told why in any case, and not only where AWS tells it. */
  readonly tellsWhy: boolean;
}

/** The connection of a request that came over the wire: of all that the engine is asked with, it is the request's own. */
export interface TrailedConnection extends Connection {
  readonly trail: Trail;
}

/** The trail of the request that a connection is of; undefined for calls within the process. */
export function trailOf(connection: Connection): Trail | undefined {
  return (connection as Partial<TrailedConnection>).trail;
}

/** Adds decisions to the trail of their request. */
export function noteDecisions(connection: Connection, decisions: readonly Decision[]): void {
  const trail = trailOf(connection);
  if (trail) for (const decision of decisions) trail.decisions.push(decision);
}
