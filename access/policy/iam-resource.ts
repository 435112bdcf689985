const PARTITION = /^(\*|aws(-[a-z]+)*)$/;

/** How IAM's own resources begin; `*` and `root` stand alone. */
const IAM_PATHS: readonly string[] = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/** Whether IAM's older parser, which is asked first, can read a resource: it looks for the ARN's service. */
export function isLegacyResource(resource: string): boolean {
  if (!resource.startsWith('arn:')) return true;
  const [, partition, service] = resource.split(':');
  if (service === '') return false;
  const colons = resource.split(':').length - 1;
  return !PARTITION.test(partition!) || colons >= 5 || !resource.includes('::');
}

/**
 * What IAM says of a resource that cannot stand in its policies; undefined for one that can.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function iamResourceProblem(resource: string): string | undefined {
  if (resource === '*') return undefined;
  const [, partition, service, region, account, ...rest] = resource.split(':');
  const path = rest.join(':');
  if (partition === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  if (!PARTITION.test(partition)) {
    const fields = [service === '' && region === undefined ? '*' : (service ?? '*'), region ?? '*', account ?? '*'];
    const shown = [...fields, rest.length === 0 ? '*' : path].join(':');
    return `Partition "${partition}" is not valid for resource "arn:${partition}:${shown}".`;
  }
  if (service === undefined || /[*?]/.test(service)) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.';
  }
  if (service === 'iam' && region) return `IAM resource ${resource} cannot contain region information.`;
  // Access points, jobs and the like are of a region and of an account; buckets and objects of neither.
  if (service === 's3' && region && !account) {
    return `Resource ${resource} can not contain region information.`;
  }
  if (service === 'iam' && !isIamPath(path)) {
    return `IAM resource path must either be "*", root, or start with ${IAM_PATHS.join(', ')}.`;
  }
  return undefined;
}

function isIamPath(path: string): boolean {
  return path === '*' || path === 'root' || IAM_PATHS.some((start) => path.startsWith(start));
}
