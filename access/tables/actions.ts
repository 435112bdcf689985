import { IAM } from './generated/iam';
import { KMS } from './generated/kms';
import { S3 } from './generated/s3';
import { STS } from './generated/sts';
import type { ActionRow, ServiceTable } from './service-table';
import { hasWildcard, wildcardMatcher } from './wildcards';

/** One action with the service that it is of. */
export interface ServiceAction extends ActionRow {
  readonly table: ServiceTable;
  /** Without its service, in AWS's case. */
  readonly name: string;
}

const TABLES: ReadonlyMap<string, ServiceTable> = new Map([IAM, KMS, S3, STS].map((table) => [table.prefix, table]));

/** By their names in lower case. */
const ACTIONS: ReadonlyMap<ServiceTable, ReadonlyMap<string, ServiceAction>> = new Map(
  [...TABLES.values()].map((table) => [
    table,
    new Map(Object.entries(table.actions).map(([name, row]) => [name.toLowerCase(), { table, name, ...row }])),
  ]),
);

/** The tables of the services that crossbucket decides: S3, STS, IAM and KMS. */
export const SERVICE_TABLES: readonly ServiceTable[] = [...TABLES.values()];

/** The table of a service, by the prefix of its actions in any case; undefined for services that are not decided here. */
export function serviceTable(prefix: string): ServiceTable | undefined {
  return TABLES.get(prefix.toLowerCase());
}

/**
 * The actions that an Action element's string stands for.
 *
 * @param pattern `service:action` in any case, with or without wildcards
 * @returns undefined where that cannot be said: another service, a wildcard for the service, or no service at all
 */
export function actionsMatching(pattern: string): readonly ServiceAction[] | undefined {
  const colon = pattern.indexOf(':');
  const table = colon < 0 ? undefined : serviceTable(pattern.slice(0, colon));
  if (!table) return undefined;
  const name = pattern.slice(colon + 1).toLowerCase();
  const actions = ACTIONS.get(table)!;
  if (!hasWildcard(name)) {
    const action = actions.get(name);
    return action ? [action] : [];
  }
  const matches = wildcardMatcher(name);
  return Array.from(actions).flatMap(([lowerCase, action]) => (matches(lowerCase) ? [action] : []));
}
