import type { Statement } from '../../access/policy/document';
import { listOf } from '../../access/policy/statements';
import type { Verb } from '../../contract/pair';
import { allVerbs, verbs } from '../../contract/verbs';
import { inStatements, type Mistake, type Place } from './mistake';

const KEY_USE: ReadonlySet<string> = new Set(Object.values(verbs).flatMap(({ keyActions }) => keyActions));

/** The verb that a statement opens; `undefined` when it is about something else. */
function verbOf({ Effect, Action }: Statement, { site }: Place): Verb | undefined {
  if (Effect !== 'Allow' || Action === undefined || (site.kind !== 'bucket' && site.kind !== 'role')) return undefined;
  return allVerbs.find((verb) => listOf(Action).includes(verbs[verb].actions[0]!));
}

/** A mistake in the actions of a verb's statement. */
const inActions = (
  id: string,
  what: string,
  change: (actions: readonly string[], verb: Verb, place: Place) => readonly string[] | undefined,
): Mistake =>
  inStatements(id, what, (statement, place) => {
    const verb = verbOf(statement, place);
    const Action = verb && change(listOf(statement.Action!), verb, place);
    return Action && [{ ...statement, Action }];
  });

/** The half of a verb that is not there. */
const missing = (verb: Verb): Mistake =>
  inStatements(`missing-${verb}`, `${verb} is not opened on one side`, (statement, place) =>
    verbOf(statement, place) === verb ? [] : undefined,
  );

const isRead = (verb: Verb) => verb === 'read';

/** Mistakes in the actions that are opened. */
export const actionMistakes: readonly Mistake[] = [
  inActions('s3-star', 'every action of S3 is opened', () => ['s3:*']),
  inActions('star', 'every action there is is opened', (_, __, { site }) => (site.kind === 'role' ? ['*'] : undefined)),
  inActions('get-star', 'every action that begins with Get is opened', (_, verb) =>
    isRead(verb) ? ['s3:Get*'] : undefined,
  ),
  inActions('one-more-action', 'an action is opened that nobody asked for', (all, verb) =>
    isRead(verb) ? [...all, 's3:GetObjectTagging'] : undefined,
  ),
  inActions('versions', 'older versions are opened too', (all, verb) =>
    isRead(verb) ? [...all, 's3:GetObjectVersion'] : undefined,
  ),
  inActions('acl', 'the ACL of objects may be set', (all, verb) =>
    isRead(verb) ? [...all, 's3:PutObjectAcl'] : undefined,
  ),
  inActions('verb-not-granted', 'a verb is opened that was not granted', (all, verb, { pair }) => {
    const granted = new Set(pair.grants.flatMap(({ access }) => access));
    const other = allVerbs.find((one) => verbs[one].on === 'objects' && !granted.has(one));
    return verbs[verb].on === 'objects' && other ? [...all, ...verbs[other].actions] : undefined;
  }),
  ...allVerbs.map(missing),
  inStatements('missing-key-use', 'the key is not opened on one side', ({ Effect, Action = [] }) =>
    Effect === 'Allow' && listOf(Action).every((one) => KEY_USE.has(one)) ? [] : undefined,
  ),
];
