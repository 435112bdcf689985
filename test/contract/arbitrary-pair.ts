import * as fc from 'fast-check';
import { parsePair } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import { regions } from '../../contract/regions';

const text = (characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });

const account = text('0123456789', 12, 12);
const word = text('abcxyz019', 1, 8);
const roleName = text('abcXYZ019_+=,.@-', 1, 20);
const role = fc
  .tuple(fc.array(text('abcXYZ-.', 1, 6), { maxLength: 2 }), roleName)
  .map(([path, name]) => [...path, name].join('/'));
const prefix = fc
  .array(text("abcXYZ019 !-_.'()&$@=;:+,é", 1, 8), { minLength: 1, maxLength: 3 })
  .map((parts) => `${parts.join('/')}/`);

/** Prefixes of which none covers another, and none has a part that is `.` or `..`. */
const prefixes = fc.oneof(
  { weight: 1, arbitrary: fc.constant(['']) },
  {
    weight: 6,
    arbitrary: fc
      .uniqueArray(prefix, { minLength: 1, maxLength: 3 })
      .filter((all) =>
        all.every(
          (one) => !/(^|\/)\.{1,2}\//.test(one) && all.every((other) => other === one || !one.startsWith(other)),
        ),
      ),
  },
);

const partition = fc.constantFrom('aws', 'aws-cn', 'aws-us-gov');

/** What a valid pair file holds, as data. Nothing of it is rare: every option comes up. */
export const arbitraryFile = fc
  .record({
    name: fc.tuple(word, text('abc0-', 0, 10)).map((parts) => parts.join('')),
    partition,
    accounts: fc.uniqueArray(account, { minLength: 4, maxLength: 4 }),
    bucket: fc.tuple(word, text('abc019', 2, 20)).map((parts) => parts.join('-')),
    encryption: fc.constantFrom('kms', 's3', undefined),
    access_logs: fc.constantFrom(true, false, undefined),
    organization: fc.option(
      text('abcdefghij0123456789', 10, 32).map((id) => `o-${id}`),
      { nil: undefined },
    ),
    region: fc.nat(),
    consumerRegion: fc.option(fc.nat(), { nil: undefined }),
    grants: fc.uniqueArray(
      fc.record({
        role,
        services: fc.subarray(['pods.eks.amazonaws.com', 'lambda.amazonaws.com', 'glue.amazonaws.com']),
        roles: fc.uniqueArray(text('abcxyz', 1, 8), { maxLength: 2 }),
        external_id: fc.option(text('abcXYZ019_+=,.@:/-', 2, 30), { nil: undefined }),
        access: fc.subarray(['list', 'read', 'write', 'delete'], { minLength: 1 }),
        prefixes,
      }),
      { minLength: 1, maxLength: 3, selector: ({ role }) => role.slice(role.lastIndexOf('/') + 1).toLowerCase() },
    ),
  })
  .map(({ accounts, partition, grants, ...pair }) => {
    const [producer, consumer, trusted] = accounts as [string, string, string];
    const all = regions[partition];
    return {
      name: pair.name,
      producer: {
        account: producer,
        region: all[pair.region % all.length],
        bucket: pair.bucket,
        encryption: pair.encryption,
        access_logs: pair.access_logs,
      },
      consumer: {
        account: consumer,
        region: pair.consumerRegion === undefined ? undefined : all[pair.consumerRegion % all.length],
      },
      organization: pair.organization,
      grants: grants.map(({ services, roles, external_id, ...grant }) => ({
        ...grant,
        // Somebody has to be trusted, and roles of another account are never roles of the pair.
        trusted_by: [
          ...(services.length + roles.length ? services : ['states.amazonaws.com']),
          ...roles.map((name) => `arn:${partition}:iam::${trusted}:role/${name}`),
        ],
        ...(external_id !== undefined && { via: 'assume-role', external_id }),
      })),
    };
  });

/** Any pair, by way of its file. */
export const arbitraryPair: fc.Arbitrary<Pair> = arbitraryFile.map((file) =>
  parsePair(JSON.stringify(file), 'random.json'),
);
