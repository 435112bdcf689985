import { parseArn } from '../../access/world/arn';
import type { TrustedPrincipal } from '../pair';
import { didYouMean, nearest } from '../nearest';
import { servicePrincipals } from '../service-principals';
import { roleProblem } from './names';
import type { Problem } from './problem';

const allowed = 'services like ec2.amazonaws.com and role ARNs like arn:aws:iam::222222222222:role/ci';
const knownServices = Object.keys(servicePrincipals);
const serviceForm = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** What is wrong with one entry of `trusted_by`. Whether it fits the pair's partition is another question. */
export function trustedProblem(text: string): Problem | undefined {
  if (text.startsWith('arn:')) return arnProblem(text);
  if (text.includes('*')) return { what: 'lets anybody in', allowed, fix: 'name each one who may assume the role' };
  if (/^\d{12}$/.test(text)) return wholeAccount('is an account');
  if (/^A(ROA|IDA)[A-Z0-9]+$/.test(text)) {
    return { what: 'is a unique id, which dies with its role', allowed, fix: "write the role's ARN" };
  }
  if (serviceForm.test(text)) return undefined;
  return {
    what: 'is neither a service nor the ARN of a role',
    allowed,
    fix: didYouMean(text, knownServices, serviceOf(text) ?? 'write the service in full, or the ARN of the role'),
  };
}

/** An entry that {@link trustedProblem} has nothing against, as the contract has it. */
export function trustedPrincipal(text: string): TrustedPrincipal {
  const arn = parseArn(text);
  return arn ? { kind: 'role', arn: text, account: arn.account } : { kind: 'service', service: text };
}

/** `ec2` alone means ec2.amazonaws.com. */
function serviceOf(text: string): string | undefined {
  const short = nearest(
    text,
    knownServices.map((name) => name.split('.')[0]!),
  );
  const service = short && knownServices.find((name) => name.startsWith(`${short}.`));
  return service && `did you mean ${JSON.stringify(service)}?`;
}

function wholeAccount(what: string): Problem {
  return { what: `${what}, and would let in everybody there`, allowed, fix: 'write the ARN of one of its roles' };
}

/** What stands in IAM's and STS's ARNs where a role should, and what to write instead. */
const others: readonly { readonly form: RegExp; readonly what: string; readonly fix: string }[] = [
  {
    form: /^user\//,
    what: 'is a user, whose keys last for ever',
    fix: 'let the user assume a role, and name that role',
  },
  { form: /^group\//, what: 'is a group, which cannot call', fix: 'name a role' },
  { form: /^(oidc|saml)-provider\//, what: 'is an identity provider', fix: 'name a role that the provider opens' },
  {
    form: /^instance-profile\//,
    what: 'is an instance profile',
    fix: 'write ec2.amazonaws.com, or the ARN of its role',
  },
  { form: /^federated-user\//, what: 'is a federated user', fix: 'name a role' },
];

function arnProblem(text: string): Problem | undefined {
  const arn = parseArn(text);
  if (arn?.service === 'sts' && arn.resource.startsWith('assumed-role/')) {
    const role = `arn:${arn.partition}:iam::${arn.account}:role/${arn.resource.split('/')[1]}`;
    const fix = `write its role with its path: did you mean ${JSON.stringify(role)}?`;
    return { what: 'is a session of a role, which ends', allowed, fix };
  }
  if (!arn || !['iam', 'sts'].includes(arn.service))
    return { what: 'is no ARN of a role', allowed, fix: 'name a role' };
  if (!['aws', 'aws-cn', 'aws-us-gov'].includes(arn.partition)) {
    const fix = didYouMean(arn.partition, ['aws', 'aws-cn', 'aws-us-gov'], 'correct its partition');
    return {
      what: `has the unknown partition ${arn.partition}`,
      allowed: 'arn:aws:…, arn:aws-cn:…, arn:aws-us-gov:…',
      fix,
    };
  }
  if (!/^\d{12}$/.test(arn.account)) {
    return {
      what: `has an account of ${arn.account.length} characters`,
      allowed: '12 digits',
      fix: 'correct the account',
    };
  }
  if (arn.region !== '') {
    return {
      what: `has the region ${arn.region}`,
      allowed,
      fix: `roles have none: write arn:${arn.partition}:iam::${arn.account}:…`,
    };
  }
  if (arn.resource === 'root') return wholeAccount('is the root of an account');
  const other = others.find(({ form }) => form.test(arn.resource));
  if (other) return { what: other.what, allowed, fix: other.fix };
  if (!arn.resource.startsWith('role/')) return { what: 'is no ARN of a role', allowed, fix: 'name a role' };
  return roleOfArnProblem(arn.resource.slice('role/'.length));
}

/** AWS's own roles may be trusted, although nobody else makes roles under their paths. */
function roleOfArnProblem(role: string): Problem | undefined {
  return roleProblem(role.replace(/^aws-(service-role|reserved)\//, ''));
}
