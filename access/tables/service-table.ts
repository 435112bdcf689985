/** What AWS calls the purpose of an action. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';

/** The type of a condition key's values; `ArrayOf…` are keys that a request may have several values of. */
export type KeyType = 'String' | 'Numeric' | 'Date' | 'Bool' | 'ARN' | 'IPAddress' | 'ArrayOfString' | 'ArrayOfARN';

/** One action of a service. */
export interface ActionRow {
  readonly level: AccessLevel;
  /** Names of the types of resource that it is on, as in {@link ServiceTable.resources}; none: a policy has to say `*`. */
  readonly on: readonly string[];
  /** Condition keys of the service that its requests have, besides those of its resources. */
  readonly keys: readonly string[];
}

/** One type of resource. */
export interface ResourceRow {
  /** Its ARN, with `${…}` for what differs from one to the next. */
  readonly arn: string;
  readonly keys: readonly string[];
}

/**
 * Actions, resources and condition keys of one service as AWS lists them. Names are in AWS's case, which policies need
 * not keep; a key's `${…}` or `<…>` stands for any text.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface ServiceTable {
  /** The prefix of its actions. */
  readonly prefix: string;
  readonly actions: Readonly<Record<string, ActionRow>>;
  readonly resources: Readonly<Record<string, ResourceRow>>;
  readonly keys: Readonly<Record<string, KeyType>>;
}
