import type { Bucket } from '../bucket';
import type { Key } from '../key';
import { tryFindKey } from '../lookup';
import { isIamName, isIamPath, isTaken } from '../names';
import type { Role, User } from '../world';
import type { Resource } from './resource';

const MISSING_FIX = 'correct the reference, or give the stack that makes it first';

/**
 * The bucket that a resource sets something of.
 *
 * @throws TerraformReadError when it is not in the resource's account
 */
export function bucketOf(resource: Resource): Bucket {
  const { account } = resource.place;
  const name = resource.given.required('bucket');
  const owner = resource.given.known('expected_bucket_owner') ?? account;
  const bucket = resource.world.buckets.get(name);
  if (bucket?.account === account && owner === account) return bucket;
  return resource.refuse({
    what: bucket ? 'the bucket is of another account' : 'there is no such bucket',
    value: bucket ? `${name} of ${bucket.account}` : name,
    allowed: `a bucket of account ${account} that this stack or an earlier one makes`,
    fix: MISSING_FIX,
  });
}

/** The key that an argument names by ARN or id. @throws TerraformReadError when it is not in the resource's account */
export function keyOf(resource: Resource, argument: string): Key {
  const reference = resource.given.required(argument);
  const key = tryFindKey(resource.world, reference, resource.place);
  if (key?.account === resource.place.account) return key;
  return resource.refuse({
    what: `there is no such key in account ${resource.place.account}`,
    value: reference,
    allowed: 'the ARN or id of a key that this stack or an earlier one makes',
    fix: MISSING_FIX,
  });
}

/** The role that an argument names. @throws TerraformReadError when the account has none */
export function roleOf(resource: Resource, argument: string): Role {
  const name = resource.given.required(argument);
  return resource.account.roles.get(name) ?? noSuchEntity(resource, 'role', name);
}

/** The user that an argument names. @throws TerraformReadError when the account has none */
export function userOf(resource: Resource, argument: string): User {
  const name = resource.given.required(argument);
  return resource.account.users.get(name) ?? noSuchEntity(resource, 'user', name);
}

function noSuchEntity(resource: Resource, kind: string, name: string): never {
  return resource.refuse({
    what: `there is no such ${kind} in account ${resource.place.account}`,
    value: name,
    allowed: `a ${kind} that this stack or an earlier one makes, by its name`,
    fix: MISSING_FIX,
  });
}

/**
 * A managed policy that can be attached or be a boundary.
 *
 * @returns its ARN
 * @throws TerraformReadError for one that is in no stack: what AWS's own policies say is not in a world, and leaving
 * them out would hide what they open
 */
export function managedPolicyArn(resource: Resource, arn: string): string {
  if (resource.account.managedPolicies.has(arn)) return arn;
  return resource.refuse({
    what: 'what this managed policy says is not known here',
    value: arn,
    allowed: `customer managed policies of account ${resource.place.account} that a stack makes`,
    fix: "write the statements that are needed into the stack's own policy",
  });
}

/** `permissions_boundary`, checked as {@link managedPolicyArn}. */
export function setBoundary(resource: Resource, principal: Role | User): void {
  const boundary = resource.given.known('permissions_boundary');
  if (boundary !== undefined && boundary !== '') principal.boundary = managedPolicyArn(resource, boundary);
}

/** `path`, `/` unless said. @throws TerraformReadError for one that IAM would refuse */
export function pathOf({ given }: Resource): string {
  const path = given.known('path') ?? '/';
  if (isIamPath(path)) return path;
  return given.refuse({
    what: 'path is not one IAM accepts',
    value: path,
    allowed: '/ or /team/, at most 512 characters',
    fix: 'begin and end the path with a slash',
  });
}

/** A name that IAM takes. @throws TerraformReadError for any other, and for one that the account has already */
export function newIamName(resource: Resource, longest: 64 | 128, taken: Iterable<string>): string {
  const name = resource.attribute('name');
  if (!isIamName(name, longest)) {
    resource.refuse({
      what: 'name is not one IAM accepts',
      value: name,
      allowed: `1 to ${longest} letters, digits and _+=,.@- without a path`,
      fix: 'rename it, and give its path as path',
    });
  }
  if (isTaken(taken, name)) alreadyThere(resource, name, 'names that no other has, in whatever case');
  return name;
}

/** @throws TerraformReadError always: AWS would not make a second one */
export function alreadyThere(resource: Resource, name: string, allowed = 'names that no other resource has'): never {
  return resource.refuse({
    what: 'there is one of that name already',
    value: name,
    allowed,
    fix: 'rename one of them, or read each stack once',
  });
}
