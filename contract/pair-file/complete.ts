import { roleNamed } from '../arns';
import { trustedPrincipal } from '../fields/trusted-principal';
import { accessRoleName } from '../names';
import type { Grant, Pair, Verb } from '../pair';
import { partitionOfRegion } from '../regions';
import type { PairFile } from '../schema';

/** A pair of a file in which nothing is wrong: every default filled in, every name derived. */
export function completePair(data: PairFile, file: string): Pair {
  const { name, producer, consumer, organization } = data;
  const { account, region, bucket, encryption, access_logs: accessLogs } = producer;
  const partition = partitionOfRegion(region)!;
  return {
    name,
    partition,
    producer: { account, region, bucket, encryption, accessLogs },
    consumer: { account: consumer.account, region: consumer.region ?? region },
    ...(organization !== undefined && { organization }),
    grants: data.grants.map((grant): Grant => {
      const { role: id, via, external_id: externalId, access, prefixes } = grant;
      const role = roleNamed(partition, consumer.account, id);
      return {
        id,
        role,
        trustedBy: grant.trusted_by.map(trustedPrincipal),
        via,
        ...(via === 'assume-role' && { accessRole: roleNamed(partition, account, accessRoleName(name, role.name)) }),
        ...(externalId !== undefined && { externalId }),
        access: access as Verb[],
        prefixes,
      };
    }),
    file,
  };
}
