import type { XmlElements } from '../../http/xml';
import { parseArn } from '../../../access/world/arn';
import type { Simulated, SimulatedDecision } from './simulation';

const STRICTNESS: Readonly<Record<SimulatedDecision, number>> = { allowed: 0, implicitDeny: 1, explicitDeny: 2 };

/**
 * The EvaluationResult of one action: what holds of all its resources together, the strictest decision first, and then
 * each resource by itself, unless `*` was all that was asked about.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
export function evaluationResult(action: string, results: readonly Simulated[]): XmlElements {
  const decision = strictest(results.map((one) => one.decision));
  const everything = results.every(({ resource }) => resource === '*');
  const organizations = results.map((one) => one.allowedByOrganizations).filter((one) => one !== undefined);
  const details = results.map((one) => one.details).filter((one) => one !== undefined);
  const stopped = organizations.includes(false);
  return {
    EvalActionName: action,
    EvalResourceName: templateOf(results[0]!.resource),
    EvalDecision: decision,
    MatchedStatements: statements(results.filter((one) => one.decision === decision)),
    MissingContextValues: { member: [...new Set(results.flatMap(({ missing }) => missing))] },
    ...(organizations.length > 0 && { OrganizationsDecisionDetail: { AllowedByOrganizations: !stopped } }),
    ...boundary(results),
    ...(!stopped && (!everything || details.length > 0) && { EvalDecisionDetails: map(strictestOfEach(details)) }),
    ...(!everything && { ResourceSpecificResults: { member: results.map(resourceResult) } }),
  };
}

function resourceResult(result: Simulated): XmlElements {
  return {
    EvalResourceName: result.resource,
    EvalResourceDecision: result.decision,
    MatchedStatements: statements([result]),
    MissingContextValues: { member: [...result.missing] },
    ...(result.details && { EvalDecisionDetails: map(result.details) }),
    ...boundary([result]),
  };
}

/** Each statement once, though several resources may have met it. */
function statements(results: readonly Simulated[]): XmlElements {
  const members = new Map<string, XmlElements>();
  for (const { policy, span } of results.flatMap(({ matched }) => matched)) {
    members.set(`${policy.id} ${JSON.stringify(span)}`, {
      SourcePolicyId: policy.id,
      SourcePolicyType: policy.type,
      StartPosition: { ...span.start },
      EndPosition: { ...span.end },
    });
  }
  return { member: [...members.values()] };
}

function boundary(results: readonly Simulated[]): XmlElements {
  const allowed = results.map((one) => one.allowedByBoundary).filter((one) => one !== undefined);
  if (allowed.length === 0) return {};
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: !allowed.includes(false) } };
}

function strictest(decisions: readonly SimulatedDecision[]): SimulatedDecision {
  return decisions.reduce((a, b) => (STRICTNESS[b] > STRICTNESS[a] ? b : a));
}

function strictestOfEach(details: readonly NonNullable<Simulated['details']>[]): NonNullable<Simulated['details']> {
  const kinds = new Set(details.flatMap((one) => Object.keys(one)));
  return Object.fromEntries([...kinds].map((kind) => [kind, strictest(details.flatMap((one) => one[kind] ?? []))]));
}

function map(details: NonNullable<Simulated['details']>): XmlElements {
  return { entry: Object.entries(details).map(([key, value]) => ({ key, value })) };
}

const KEY = /^key\//;
const IAM_TYPES: Readonly<Record<string, string>> = {
  role: 'RoleNameWithPath',
  user: 'UserNameWithPath',
  policy: 'PolicyNameWithPath',
  'instance-profile': 'InstanceProfileNameWithPath',
};

/** The form of a resource's ARN, as the service authorization reference writes it; `*` for forms not known here. */
function templateOf(resource: string): string {
  const { service, resource: name = '' } = parseArn(resource) ?? {};
  const type = name.slice(0, Math.max(0, name.indexOf('/')));
  if (service === 's3') return `arn:\${Partition}:s3:::\${BucketName}${name.includes('/') ? '/${KeyName}' : ''}`;
  if (service === 'kms' && KEY.test(name)) return 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}';
  const entity = service === 'iam' && Object.hasOwn(IAM_TYPES, type) ? IAM_TYPES[type] : undefined;
  return entity === undefined ? '*' : `arn:\${Partition}:iam::\${Account}:${type}/\${${entity}}`;
}
