import { bucketArn } from '../arns';
import type { Actor, Check } from '../check';
import { dataKeyReference } from '../data-key';
import { ownBucket } from '../fixture-names';
import type { Grant, Pair } from '../pair';
import { byRole, halvesOfSession, onlyProducer, refused, sessionOfGrant, type Ask } from './ask';
import { withKey } from './encryption';
import { others } from './other-callers';
import { foreignKeyObject, onKey, onObject, somewhere, useOf } from './requests';

/**
 * Callers other than the granted one, where the bucket's policy would let them in: the key's policy knows who may use the
 * key, too. Asked of the producer's half alone, because in the deployment the bucket's policy comes first.
 */
export function keyPolicyAlone(pair: Pair, grant: Grant): Check[] {
  const verb = grant.access.includes('read') ? 'read' : grant.access.includes('write') ? 'write' : undefined;
  if (pair.producer.encryption !== 'kms' || grant.accessRole || verb === undefined) return [];
  const ask = (what: string, title: string, actor: Actor, more: Partial<Ask> = {}): Ask => ({
    what: `key-${what}`,
    title: `${verb} ${title}, with the bucket's policy thrown open`,
    actor,
    request: useOf(verb, pair.producer.bucket, somewhere(grant)),
    opened: 'bucket',
    ...more,
  });
  return refused(grant.id, onlyProducer, [
    ...others(pair, grant).map(([what, title, role]) => ask(what, title, byRole(role))),
    ...(pair.organization === undefined
      ? []
      : [
          ask('outside-organization', `once ${pair.consumer.account} is in another organization`, byRole(grant.role), {
            outsideOrganization: true,
          }),
        ]),
  ]);
}

/** The data key serves the bucket, and only through S3: not directly, not for another bucket, not for anybody else. */
export function keyClosed(pair: Pair, grant: Grant): Check[] {
  if (pair.producer.encryption !== 'kms') return [];
  const uses = otherUses(pair, grant);
  const more = [...uses, ...handedOn(pair, grant)];
  if (!grant.accessRole) return refused(grant.id, halvesOfSession(grant), more);
  // An access role is of the key's account: its own policy and the key's say the same, and each has to hold alone.
  const alone = uses.map(({ what, title, ...ask }): Ask => ({
    ...ask,
    what: `own-policy-${what}`,
    title: `${title}, with the key's policy thrown open`,
    opened: 'key',
  }));
  return [...refused(grant.id, halvesOfSession(grant), more), ...refused(grant.id, onlyProducer, alone)];
}

/** Uses of the key without S3, and for another bucket through S3. */
function otherUses(pair: Pair, grant: Grant): Ask[] {
  const actor = sessionOfGrant(grant);
  const key = dataKeyReference(pair);
  const own = ownBucket(pair, grant);
  const arn = bucketArn(pair.partition, pair.producer.bucket);
  return [
    ...['Decrypt', 'GenerateDataKey'].map((operation) => ({
      what: `direct-${operation}`,
      title: `kms:${operation} without S3`,
      actor,
      request: onKey(operation, key, arn),
    })),
    {
      what: 'key-for-own-bucket',
      title: `use the key through S3 for ${own}, a bucket of its own`,
      actor,
      request: onObject('PutObject', own, 'crossbucket-write', { headers: withKey(key) }),
    },
    {
      what: 'key-of-own-bucket',
      title: `read what the key encrypts in ${own}, a bucket of its own`,
      actor,
      request: onObject('GetObject', own, foreignKeyObject),
    },
  ];
}

/** What one does with a key beside using it. */
function handedOn(pair: Pair, grant: Grant): Ask[] {
  const actor = sessionOfGrant(grant);
  const keyArn = dataKeyReference(pair);
  const bucket = bucketArn(pair.partition, pair.producer.bucket);
  const grantOn = { granteePrincipal: grant.role.arn, grantOperations: ['Decrypt'] };
  return [
    { what: 'describe-key', title: 'kms:DescribeKey', actor, request: onKey('DescribeKey', keyArn, bucket) },
    {
      what: 'create-grant',
      title: 'hand the key on by kms:CreateGrant',
      actor,
      request: { service: 'kms', operation: 'CreateGrant', keyArn, ...grantOn },
    },
  ];
}
