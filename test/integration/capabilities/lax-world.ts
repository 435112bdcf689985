import type { PolicyDocument, Statement } from '../../../access/policy/document';
import type { Bucket } from '../../../access/world/bucket';
import { createWorld } from '../../../access/world/create';
import type { Key } from '../../../access/world/key';
import type { Account, Role, User, World } from '../../../access/world/world';

/** What an embedded AWS forgets of the things that are made in it. */
export interface Hole {
  readonly account?: (account: Account) => void;
  readonly user?: (user: User) => void;
  readonly role?: (role: Role) => void;
  readonly bucket?: (bucket: Bucket) => void;
  readonly key?: (key: Key) => void;
}

/** A world in which everything that is made has a hole. */
export function laxWorld({ account: ofAccount, user, role, bucket, key }: Hole): World {
  const accounts = new Spoiling<Account>((account) => {
    ofAccount?.(account);
    Object.assign(account, { users: new Spoiling(user), roles: new Spoiling(role), keys: new Spoiling(key) });
  });
  return { ...createWorld(), accounts, buckets: new Spoiling(bucket) };
}

/** A map whose values are spoilt when they come in. */
class Spoiling<V> extends Map<string, V> {
  constructor(private readonly spoil: ((value: V) => unknown) | undefined) {
    super();
  }

  override set(name: string, value: V): this {
    this.spoil?.(value);
    return super.set(name, value);
  }
}

/** Whatever a member is set to, another value is read. */
export function misread<T extends object, K extends keyof T>(thing: T, member: K, read: (value: T[K]) => T[K]): void {
  let stored = thing[member];
  Object.defineProperty(thing, member, {
    get: () => read(stored),
    set(value: T[K]) {
      stored = value;
    },
  });
}

/** Whatever inline policy a user or role gets, another one is kept. */
export function misreadInline(principal: User | Role, read: (document: PolicyDocument) => PolicyDocument): void {
  const policies = new Spoiling<PolicyDocument>(undefined);
  const set = policies.set.bind(policies);
  policies.set = (name, document) => set(name, read(document));
  Object.assign(principal, { inlinePolicies: policies });
}

/** A policy with one statement more. */
export function withStatement(policy: PolicyDocument | undefined, statement: Statement): PolicyDocument | undefined {
  return policy && { ...policy, Statement: [...statementsOf(policy), statement] };
}

/** A policy with each of its statements changed. */
export function mapStatements(policy: PolicyDocument, change: (statement: Statement) => Statement): PolicyDocument {
  return { ...policy, Statement: statementsOf(policy).map(change) };
}

function statementsOf({ Statement: statements }: PolicyDocument): readonly Statement[] {
  return Array.isArray(statements) ? (statements as readonly Statement[]) : [statements as Statement];
}
