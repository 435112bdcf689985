import type { PolicyKind, Statement } from './document';
import { malformed } from './errors';
import { GRAMMARS } from './grammar';
import { iamResourceProblem, isLegacyResource } from './iam-resource';
import { missing } from './shape';
import { listOf } from './statements';
import { hasUnknown } from './unknown';
import { isReadByIam, shown, SYNTAX } from './words';

type ResourceRule = (resource: string) => string | undefined;

/** What services other than IAM say of a resource that cannot stand in their policies; undefined for one that can. */
const RULES: Partial<Record<PolicyKind, ResourceRule>> = {
  bucket: (resource) => (/^arn:aws(-[a-z]+)*:s3:::[^/]/.test(resource) ? undefined : 'Policy has invalid resource'),
  vpce: arnOrAll,
  scp: arnOrAll,
  rcp: arnOrAll,
};

function arnOrAll(resource: string): string | undefined {
  return resource === '*' || /^arn:/.test(resource) ? undefined : SYNTAX;
}

const ALLOWED: Partial<Record<PolicyKind, string>> = {
  bucket: 'the bucket (arn:aws:s3:::BUCKET) and its objects (arn:aws:s3:::BUCKET/*), never "*"',
};

/**
 * Refuses statements without resources where the kind of policy needs them, and with resources where it has none.
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function checkHasResources(statements: readonly Statement[], kind: PolicyKind): void {
  const { resource } = GRAMMARS[kind];
  statements.forEach(({ Resource, NotResource }, index) => {
    const where = `Statement[${index}]`;
    const resources = Resource ?? NotResource;
    if (resource === 'prohibited') {
      if (resources === undefined) return;
      const message =
        Resource === undefined ? 'AssumeRole policy must not contain resources.' : 'Has prohibited field Resource';
      throw malformed(kind, message, `${where} has resources; the role that has the policy is its resource`);
    }
    if (resource === 'optional' || (resources !== undefined && listOf(resources).length > 0)) return;
    const detail = `${where} has no Resource and no NotResource`;
    if (isReadByIam(kind)) throw malformed(kind, 'Policy statement must contain resources.', detail);
    if (resources !== undefined && kind === 'bucket') throw malformed(kind, 'Policy has invalid resource', detail);
    throw missing(kind, 'Resource', where);
  });
}

/** Refuses ARNs that IAM's older parser cannot read; it comes before anything else is said of them. @throws PolicyError */
export function checkLegacyResources(statements: readonly Statement[], kind: PolicyKind): void {
  eachResource(statements, (resource, where) => {
    if (isLegacyResource(resource)) return;
    throw malformed(kind, 'The policy failed legacy parsing', `${where} has ${shown(resource)}, which is no ARN`);
  });
}

/** Refuses resources that the kind of policy cannot have (R-RES). @throws PolicyError */
export function checkResources(statements: readonly Statement[], kind: PolicyKind): void {
  const problemOf = isReadByIam(kind) ? iamResourceProblem : RULES[kind];
  if (!problemOf) return;
  eachResource(statements, (resource, where) => {
    const message = problemOf(resource);
    if (message === undefined) return;
    const allowed = ALLOWED[kind] ?? 'ARNs and "*"';
    throw malformed(kind, message, `${where} has ${shown(resource)}; allowed: ${allowed}`);
  });
}

function eachResource(statements: readonly Statement[], check: (resource: string, where: string) => void): void {
  statements.forEach(({ Resource, NotResource }, index) => {
    const name = Resource === undefined ? 'NotResource' : 'Resource';
    for (const resource of listOf(Resource ?? NotResource ?? [])) {
      if (!hasUnknown(resource)) check(resource, `Statement[${index}].${name}`);
    }
  });
}
