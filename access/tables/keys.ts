import { SERVICE_TABLES, type ServiceAction } from './actions';
import { GLOBAL_KEYS } from './generated/global-keys';
import type { KeyType } from './service-table';

/** A condition key as AWS lists it. */
export interface ConditionKey {
  /** In AWS's case; `${…}` or `<…>` in it stands for any text. */
  readonly name: string;
  readonly type: KeyType;
}

/** What stands for any text in the name of a key: `${TagKey}`, `<key>`. */
const PLACE = /\$\{[^}]*\}|<[^>]*>/;

const KEYS: readonly ConditionKey[] = [
  ...Object.entries(GLOBAL_KEYS),
  ...SERVICE_TABLES.flatMap(({ keys }) => Object.entries(keys)),
].map(([name, type]) => ({ name, type }));

const EXACT: ReadonlyMap<string, ConditionKey> = new Map(
  KEYS.filter(({ name }) => !PLACE.test(name)).map((key) => [key.name.toLowerCase(), key]),
);

/** Keys with a place for a name, as the text before it and after it. */
const OPEN: readonly (readonly [before: string, after: string, key: ConditionKey])[] = KEYS.flatMap((key) => {
  const [before, after] = key.name.toLowerCase().split(PLACE);
  return after === undefined ? [] : [[before!, after, key] as const];
});

/**
 * The key that a policy means, by its name in any case; undefined for one that neither S3, STS, IAM and KMS nor all
 * services have.
 */
export function conditionKey(name: string): ConditionKey | undefined {
  const wanted = name.toLowerCase();
  const exact = EXACT.get(wanted);
  if (exact) return exact;
  return OPEN.find(
    ([before, after]) =>
      wanted.length > before.length + after.length && wanted.startsWith(before) && wanted.endsWith(after),
  )?.[2];
}

/** Whether a key is one of those that need a name behind a slash, and has none: `aws:RequestTag`. */
export function lacksName(name: string): boolean {
  const wanted = name.toLowerCase().replace(/[/:]$/, '');
  return OPEN.some(([before, after]) => after === '' && before.slice(0, -1) === wanted);
}

/** Whether requests for an action can have a key: it is one of the action's own, or of a resource that it is on. */
export function actionHasKey({ keys, on, table }: ServiceAction, key: ConditionKey): boolean {
  return keys.includes(key.name) || on.some((type) => table.resources[type]!.keys.includes(key.name));
}

/** Keys of S3 that every request can have, whatever its action; AWS's list leaves them out here and there. */
const OF_EVERY_REQUEST =
  /^s3:(AccessGrantsInstanceArn|AccessPointNetworkOrigin|DataAccessPoint.*|ResourceAccount|TlsVersion|authType|signatureAge|signatureversion|x-amz-content-sha256|(AccessPoint|Bucket)Tag\/.*)$/;

/** Whether all requests to S3 can have a key, by what is signed, through what, and from where. */
export function isOfEveryRequest({ name }: ConditionKey): boolean {
  return OF_EVERY_REQUEST.test(name);
}
