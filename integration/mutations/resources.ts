import type { Statement } from '../../access/policy/document';
import { listOf } from '../../access/policy/statements';
import { bucketArn, roleNamed } from '../../contract/arns';
import type { Pair } from '../../contract/pair';
import { inStatements, type Mistake } from './mistake';

/** The objects that a statement lets somebody at; `undefined` when it is about something else. */
function objectsOf({ Effect, Resource }: Statement, pair: Pair): readonly string[] | undefined {
  const resources = Resource === undefined ? [] : listOf(Resource);
  const objects = `${bucketArn(pair.partition, pair.producer.bucket)}/`;
  const isOurs = Effect === 'Allow' && resources.length > 0 && resources.every((one) => one.startsWith(objects));
  return isOurs ? resources : undefined;
}

/** A mistake in the objects that are let at. @param change `undefined` where it cannot be made */
const inObjects = (
  id: string,
  what: string,
  change: (resources: readonly string[], bucket: string) => readonly string[] | undefined,
): Mistake =>
  inStatements(id, what, (statement, { pair }) => {
    const resources = objectsOf(statement, pair);
    const Resource = resources && change(resources, bucketArn(pair.partition, pair.producer.bucket));
    return Resource && [{ ...statement, Resource }];
  });

const underPrefix = (resources: readonly string[]): boolean =>
  resources.every((one) => one.endsWith('/*') && one.split('/').length > 2);

/** Mistakes in what is opened. */
export const resourceMistakes: readonly Mistake[] = [
  inObjects('whole-bucket', 'a star stands for the prefix', (all, bucket) =>
    underPrefix(all) ? [`${bucket}/*`] : undefined,
  ),
  inObjects('prefix-without-slash', 'a prefix has lost its slash', (all) =>
    underPrefix(all) ? all.map((one) => one.replace(/\/\*$/, '*')) : undefined,
  ),
  inObjects('prefix-cut-short', 'a prefix is cut short', (all) =>
    underPrefix(all) ? all.map((one) => one.replace(/.\/\*$/, '*')) : undefined,
  ),
  inObjects('star-before-prefix', 'a star stands before the prefix', (all, bucket) =>
    underPrefix(all) ? all.map((one) => `${bucket}/*${one.slice(bucket.length + 1)}`) : undefined,
  ),
  inObjects('wrong-prefix', 'a prefix is misspelt', (all) =>
    underPrefix(all) ? all.map((one, at) => (at === 0 ? one.replace(/\/\*$/, 'x/*') : one)) : undefined,
  ),
  inObjects('one-more-prefix', 'one more prefix is opened', (all, bucket) =>
    underPrefix(all) ? [...all, `${bucket}/payroll/*`] : undefined,
  ),
  inObjects('one-prefix-less', 'a prefix is missing', (all) => (all.length > 1 ? all.slice(1) : undefined)),
  inStatements('longer-bucket', 'buckets are meant whose names only begin alike', (statement, { pair, site }) => {
    const bucket = bucketArn(pair.partition, pair.producer.bucket);
    const resources = site.kind === 'role' ? objectsOf(statement, pair) : undefined;
    return resources && [{ ...statement, Resource: resources.map((one) => `${bucket}*${one.slice(bucket.length)}`) }];
  }),
  inStatements(
    'any-role',
    'the consumer may assume every role of the producer that lets it',
    (statement, { pair, site }) =>
      site.side === 'consumer' && site.kind === 'role' && statement.Action === 'sts:AssumeRole'
        ? [{ ...statement, Resource: roleNamed(pair.partition, pair.producer.account, '*').arn }]
        : undefined,
  ),
];
