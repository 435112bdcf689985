import type { PolicyDocument, Statement } from '../access/policy/document';
import { rootArn } from './arns';
import type { Grant, Pair } from './pair';
import { allOf, isRole } from './producer-half';
import { servicePrincipal } from './service-principals';

/**
 * Who may assume the consumer role of a grant: one statement for all services that are trusted alike, one for the roles of
 * an account. Roles are named by `aws:PrincipalArn`, so they may be made later, or again; their account has to let them
 * assume this role as well. What is not listed is refused, session tags and source identities among it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (R-STS-1, R-STS-2)
 */
export function consumerTrust(pair: Pair, { trustedBy }: Grant): PolicyDocument {
  const services = trustedBy.flatMap((trusted) => (trusted.kind === 'service' ? [trusted.service] : []));
  const accounts = new Map<string, string[]>();
  for (const trusted of trustedBy) {
    if (trusted.kind !== 'role') continue;
    const arns = accounts.get(trusted.account) ?? [];
    accounts.set(trusted.account, [...arns, trusted.arn]);
  }
  return {
    Version: '2012-10-17',
    Statement: [
      ...serviceStatements(pair, services),
      ...[...accounts].map(([account, arns]): Statement => ({
        Sid: `RolesOf${account}`,
        Effect: 'Allow',
        Principal: { AWS: rootArn(pair.partition, account) },
        Action: 'sts:AssumeRole',
        Condition: { ArnEquals: { 'aws:PrincipalArn': arns } },
      })),
    ],
  };
}

function serviceStatements(pair: Pair, services: readonly string[]): Statement[] {
  const statement = (Sid: string, Service: readonly string[], more: Partial<Statement>): Statement[] =>
    Service.length ? [{ Sid, Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', ...more }] : [];
  const isPlain = ({ sendsSourceAccount, tagsSessions }: ReturnType<typeof servicePrincipal>) =>
    !sendsSourceAccount && !tagsSessions;
  return [
    ...statement(
      'Services',
      services.filter((name) => isPlain(servicePrincipal(name))),
      {},
    ),
    ...statement(
      'ServicesForThisAccount',
      services.filter((name) => servicePrincipal(name).sendsSourceAccount),
      {
        Condition: { StringEquals: { 'aws:SourceAccount': pair.consumer.account } },
      },
    ),
    ...statement(
      'ServicesThatTagSessions',
      services.filter((name) => servicePrincipal(name).tagsSessions),
      {
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ),
  ];
}

/**
 * Who may assume the access role of a grant: its consumer role, and only with the external id that both sides agreed on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html (R-STS-3)
 */
export function accessRoleTrust(pair: Pair, grant: Grant): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ConsumerRole',
        Effect: 'Allow',
        Principal: { AWS: rootArn(pair.partition, pair.consumer.account) },
        Action: 'sts:AssumeRole',
        Condition: allOf({ StringEquals: { 'sts:ExternalId': grant.externalId! } }, isRole(pair, grant)),
      },
    ],
  };
}
