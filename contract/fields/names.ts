import { noPolicySyntax, firstOf, type Problem } from './problem';

/** What is wrong with a pair's name, which becomes the ids of its stacks and begins the names of its access roles. */
export function pairNameProblem(name: string): Problem | undefined {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return undefined;
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return {
    what: name.length > 63 ? 'is too long' : 'is no name for a pair',
    allowed: '1 to 63 of a-z, 0-9 and -, beginning with a letter or digit',
    fix: /^[a-z0-9-]{1,63}$/.test(near) && near !== name ? `did you mean ${JSON.stringify(near)}?` : 'rename the pair',
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export function organizationProblem(id: string): Problem | undefined {
  if (/^o-[a-z0-9]{10,32}$/.test(id)) return undefined;
  const isOther = /^(ou|r)-/.test(id);
  return {
    what: isOther ? 'is the id of a part of an organization' : 'is no id of an organization',
    allowed: 'o- and then 10 to 32 of a-z and 0-9',
    fix: 'copy the organization id from the AWS Organizations console',
  };
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (R-STS-3) */
export function externalIdProblem(id: string): Problem | undefined {
  if (/^[\w+=,.@:/-]{2,1224}$/.test(id)) return undefined;
  const badLength = id.length < 2 || id.length > 1224;
  return {
    what: badLength
      ? `has ${id.length} character${id.length === 1 ? '' : 's'}`
      : 'has characters that external ids cannot have',
    allowed: '2 to 1224 letters, digits and _+=,.@:/-',
    fix: 'agree on another one, e.g. a random UUID',
  };
}

/**
 * What is wrong with a role as a pair file has it: its name, with its path in front if it has one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const roleProblem = firstOf(noPolicySyntax('a role'), roleNameProblem, rolePathProblem);

function roleNameProblem(role: string): Problem | undefined {
  const name = role.slice(role.lastIndexOf('/') + 1);
  if (/^arn:/.test(role)) {
    const own = /^arn:[a-z-]+:iam::\d{12}:role\/(.+)$/.exec(role)?.[1];
    return {
      what: 'is an ARN',
      allowed: 'a name, with its path in front if it has one: team/analytics-reader',
      fix: own === undefined ? 'write the name of the role' : `did you mean ${JSON.stringify(own)}?`,
    };
  }
  if (/^[\w+=,.@-]{1,64}$/.test(name)) return undefined;
  const what =
    name === ''
      ? 'has a path and no name'
      : name.length > 64
        ? `has a name of ${name.length} characters`
        : 'has a name with characters that IAM does not take';
  const near = name.replace(/[^\w+=,.@-]+/g, '-').slice(0, 64);
  return {
    what,
    allowed: 'a name of 1 to 64 letters, digits and _+=,.@-',
    fix:
      name === ''
        ? 'write a name at its end'
        : name.length > 64
          ? 'shorten it'
          : `did you mean ${JSON.stringify(role.slice(0, -name.length) + near)}?`,
  };
}

/** Paths that IAM keeps for the roles that AWS makes. */
const reserved: readonly string[] = ['aws-service-role/', 'aws-reserved/'];

function rolePathProblem(role: string): Problem | undefined {
  const path = role.slice(0, role.lastIndexOf('/') + 1);
  const kept = reserved.find((start) => path.toLowerCase().startsWith(start));
  if (kept !== undefined) {
    return {
      what: `has the path ${kept}, which IAM keeps for AWS`,
      allowed: 'any other path',
      fix: 'choose another path',
    };
  }
  if (/^([!-.0-~]+\/)*$/.test(path) && path.length <= 511) return undefined;
  const near = role.replace(/\/+/g, '/').replace(/^\//, '');
  const slashes = near !== role && /^([!-.0-~]+\/)*[^/]+$/.test(near);
  return {
    what: slashes ? 'has a slash too many' : 'has a path that IAM does not take',
    allowed: 'a path like team/data/, of at most 511 printable ASCII characters',
    fix: slashes ? `did you mean ${JSON.stringify(near)}?` : 'shorten or rename its path',
  };
}
