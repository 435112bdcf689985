import { s3Operation } from '../../access/services/s3/operations';
import { bucketArn } from '../arns';
import type { Actor, Check } from '../check';
import { dataKeyReference } from '../data-key';
import { logBucketName, logPrefix } from '../names';
import type { Grant, Pair } from '../pair';
import { covers, type Strangers } from '../strangers';
import { allVerbs } from '../verbs';
import {
  byRole,
  consumerHalf,
  halvesOfSession,
  onlyProducer,
  producerHalf,
  refused,
  sessionOfGrant,
  type Ask,
} from './ask';
import {
  assume,
  assumeAccessRole,
  keyUnder,
  onBucket,
  onKey,
  onObject,
  somewhere,
  useOf,
  useWithoutKey,
} from './requests';
import { serviceSession } from './trust';

/** Whoever and whatever the stacks name and the pair does not must stay outside. */
export function strangersRefused(
  pair: Pair,
  grant: Grant,
  { roles, users, services, keys, operations }: Strangers,
): Check[] {
  const actors: (readonly [name: string, actor: Actor])[] = [
    ...roles.map((arn) => [arn, byRole({ arn })] as const),
    ...users.map((arn) => [arn, { kind: 'user', arn }] as const),
    ...services.map((service) => [service, { kind: 'service', service }] as const),
  ];
  return [
    ...actors.flatMap(([name, actor]) => callerRefused(pair, grant, name, actor)),
    ...refused(
      grant.id,
      consumerHalf,
      roles.map((arn) => ({
        what: `assume(${arn})`,
        title: `assume ${arn}, which the pair does not name`,
        actor: byRole(grant.role),
        request: assume(arn),
      })),
    ),
    ...refused(grant.id, halvesOfSession(grant), [
      ...keys.filter((key) => !covers(grant, key)).flatMap((key) => keyRefused(pair, grant, key)),
      ...operations.map((operation) => operationRefused(pair, grant, operation)),
    ]),
  ];
}

function callerRefused(pair: Pair, grant: Grant, name: string, actor: Actor): Check[] {
  const by = `by ${name}, which the pair does not name`;
  const session = actor.kind === 'service' ? serviceSession(pair, actor.service) : {};
  const uses = grant.access.map((verb): Ask => ({
    what: `${verb}-by(${name})`,
    title: `${verb} ${by}`,
    actor,
    request: (pair.producer.encryption === 'kms' ? useWithoutKey : useOf)(verb, pair.producer.bucket, somewhere(grant)),
  }));
  const logs = pair.producer.accessLogs
    ? allVerbs.map((verb): Ask => ({
        what: `${verb}-logs-by(${name})`,
        title: `${verb} of the access logs ${by}`,
        actor,
        request: useOf(verb, logBucketName(pair), logPrefix(pair)),
      }))
    : [];
  const roles = [
    ...refused(grant.id, consumerHalf, [
      {
        what: `assumed-by(${name})`,
        title: `${grant.role.name} is assumed ${by}`,
        actor,
        request: assume(grant.role.arn, session),
      },
    ]),
    ...refused(
      grant.id,
      producerHalf,
      grant.accessRole
        ? [
            {
              what: `assume-by(${name})`,
              title: `${grant.accessRole.name} is assumed ${by}`,
              actor,
              request: assumeAccessRole(grant),
            },
          ]
        : [],
    ),
  ];
  return [...refused(grant.id, producerHalf, [...uses, ...logs]), ...roles, ...keyRefusedTo(pair, grant, name, actor)];
}

/** The key's policy has statements of its own, which could let a stranger administer the key or use it. */
function keyRefusedTo(pair: Pair, grant: Grant, name: string, actor: Actor): Check[] {
  const { partition, producer } = pair;
  if (producer.encryption !== 'kms' || actor.kind === 'service') return [];
  const by = `by ${name}, which the pair does not name`;
  const direct = ['DescribeKey', 'Decrypt', 'GenerateDataKey'].map((operation): Ask => ({
    what: `direct-${operation}-by(${name})`,
    title: `kms:${operation} without S3 ${by}`,
    actor,
    request: onKey(operation, dataKeyReference(pair), bucketArn(partition, producer.bucket)),
  }));
  const throughS3: Ask = {
    what: `key-by(${name})`,
    title: `read ${by}, with the bucket's policy thrown open`,
    actor,
    request: useOf('read', producer.bucket, somewhere(grant)),
    opened: 'bucket',
  };
  return [...refused(grant.id, producerHalf, direct), ...refused(grant.id, onlyProducer, [throughS3])];
}

function keyRefused(pair: Pair, grant: Grant, key: string): Ask[] {
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  return allVerbs.map((verb) => {
    const use = useOf(verb, pair.producer.bucket, verb === 'list' ? key : folder);
    return {
      what: `${verb}-at(${key})`,
      title: `${verb} ${key}, which the grant does not cover`,
      actor: sessionOfGrant(grant),
      request: verb === 'list' || use.service !== 's3' ? use : { ...use, key },
    };
  });
}

function operationRefused(pair: Pair, grant: Grant, operation: string): Ask {
  const { bucket } = pair.producer;
  const { on, query = [] } = s3Operation(operation)!;
  const marks = Object.fromEntries(query.map((mark) => [mark.toLowerCase().split('=')[0]!, mark.split('=')[1] ?? '']));
  const prefix = somewhere(grant);
  return {
    what: `operation-${operation}`,
    title: `${operation}, which no verb stands for`,
    actor: sessionOfGrant(grant),
    request:
      on === 'object'
        ? onObject(operation, bucket, keyUnder(prefix, 'crossbucket-object'), { query: marks })
        : onBucket(operation, bucket, { query: marks }),
  };
}
