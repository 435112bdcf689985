import type { PolicyDocument, Statement } from '../access/policy/document';
import { bucketPolicy } from './bucket-policy';
import { grantStatements } from './grant-statements';
import { keyPolicy } from './key-policy';
import { logBucketPolicy } from './log-bucket-policy';
import type { Grant, Pair } from './pair';
import { accessRoleTrust, consumerTrust } from './trust-policy';

/** The two documents of a role. */
export interface RoleDocuments {
  readonly trustPolicy: PolicyDocument;
  /** The inline policy. */
  readonly policy: PolicyDocument;
}

/** Every policy of the producer's half. */
export interface ProducerDocuments {
  readonly bucketPolicy: PolicyDocument;
  /** With `encryption: kms`. */
  readonly keyPolicy?: PolicyDocument;
  /** With `access_logs`. */
  readonly logBucketPolicy?: PolicyDocument;
  /** By grant id: those via assume-role. */
  readonly accessRoles: ReadonlyMap<string, RoleDocuments>;
}

/** Every policy of the consumer's half. */
export interface ConsumerDocuments {
  /** By grant id. */
  readonly roles: ReadonlyMap<string, RoleDocuments>;
}

/** Renders the producer's half: plain data, the same for the same pair, grants in the order of the pair file. */
export function producerDocuments(pair: Pair): ProducerDocuments {
  const { producer, grants } = pair;
  return {
    bucketPolicy: bucketPolicy(pair),
    ...(producer.encryption === 'kms' && { keyPolicy: keyPolicy(pair) }),
    ...(producer.accessLogs && { logBucketPolicy: logBucketPolicy(pair) }),
    accessRoles: new Map(
      grants
        .filter(({ accessRole }) => accessRole)
        .map((grant) => [
          grant.id,
          { trustPolicy: accessRoleTrust(pair, grant), policy: policyOf(grantStatements(pair, grant)) },
        ]),
    ),
  };
}

/** Renders the consumer's half, as {@link producerDocuments} does the other one. */
export function consumerDocuments(pair: Pair): ConsumerDocuments {
  return {
    roles: new Map(
      pair.grants.map((grant) => [
        grant.id,
        { trustPolicy: consumerTrust(pair, grant), policy: policyOf(consumerStatements(pair, grant)) },
      ]),
    ),
  };
}

/** With an access role, what the grant opens is on the producer's side: the consumer role may assume it, and nothing more. */
function consumerStatements(pair: Pair, grant: Grant): Statement[] {
  if (!grant.accessRole) return grantStatements(pair, grant);
  return [{ Sid: 'AssumeAccessRole', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: grant.accessRole.arn }];
}

function policyOf(Statement: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}
