import { createInstanceProfile } from '../../../access/world/instance-profiles';
import { createManagedPolicy } from '../../../access/world/managed-policies';
import { createRole } from '../../../access/world/roles';
import { createUser } from '../../../access/world/users';
import type { Role, User } from '../../../access/world/world';
import type { XmlElement } from '../../xml/parse';
import type { Later } from './later';
import { identityDocument, resourceDocument } from './documents';
import { askIam, listIam } from './iam-answers';
import { CLOSED, CLOSED_RESOURCE, tagsOf, type Reader } from './reader';

type Kind = 'Role' | 'User';

/** Reads roles, users, their policies and managed policies. */
export async function readPrincipals(reader: Reader, account: string, later: Later): Promise<void> {
  const ask = (action: string, parameters = {}) => askIam(reader.upstream, account, action, parameters);
  const list = (action: string, element: string, parameters = {}) =>
    listIam(reader.upstream, account, action, element, parameters);

  for (const element of await list('ListPolicies', 'Policies', { Scope: 'Local' })) {
    await readManagedPolicy(reader, account, element.required('Arn'));
  }
  for (const { name, element } of named(await list('ListRoles', 'Roles'), 'Role')) {
    const whole = (await ask('GetRole', { RoleName: name })).child('Role') ?? element;
    const trust = whole.required('AssumeRolePolicyDocument');
    const role = createRole(reader.state.world, {
      ...common(account, whole, 'Role'),
      trustPolicy: CLOSED_RESOURCE,
      description: whole.value('Description') ?? '',
      maxSessionDuration: whole.number('MaxSessionDuration') ?? 3600,
    });
    later.texts.push(trust);
    later.work.push(() => {
      role.trustPolicy = resourceDocument(reader, trust, 'trust', `the trust policy of role ${name} of ${account}`);
    });
    await readPolicies(reader, account, role, 'Role', whole);
  }
  for (const { name, element } of named(await list('ListUsers', 'Users'), 'User')) {
    const whole = (await ask('GetUser', { UserName: name })).child('User') ?? element;
    const user = createUser(reader.state.world, common(account, whole, 'User'));
    await readPolicies(reader, account, user, 'User', whole);
    await readKeysOfUser(reader, account, user);
    if ((await list('ListGroupsForUser', 'Groups', { UserName: name })).length > 0) {
      reader.onProblem(`user ${name} of ${account} is in a group; the gateway knows none, so the user may do nothing`);
      user.inlinePolicies.set('policies of groups, which the gateway does not know', CLOSED);
    }
  }
  for (const element of await list('ListInstanceProfiles', 'InstanceProfiles')) {
    const role = element.child('Roles')?.child('member')?.value('RoleName');
    createInstanceProfile(reader.state.world, {
      account,
      name: element.required('InstanceProfileName'),
      path: element.value('Path') ?? '/',
      uniqueId: element.required('InstanceProfileId'),
      createdAt: element.required('CreateDate'),
      tags: tagsOf(element.child('Tags')?.children('member') ?? []),
      ...(role !== undefined && { role }),
    });
  }
}

function named(elements: readonly XmlElement[], kind: Kind) {
  return elements.map((element) => ({ name: element.required(`${kind}Name`), element }));
}

function common(account: string, element: XmlElement, kind: Kind) {
  return {
    account,
    name: element.required(`${kind}Name`),
    path: element.value('Path') ?? '/',
    uniqueId: element.required(`${kind}Id`),
    createdAt: element.required('CreateDate'),
    tags: tagsOf(element.child('Tags')?.children('member') ?? []),
  };
}

async function readPolicies(
  reader: Reader,
  account: string,
  principal: Role | User,
  kind: Kind,
  element: XmlElement,
): Promise<void> {
  const { upstream } = reader;
  const of = { [`${kind}Name`]: principal.name };
  for (const { text: PolicyName } of await listIam(upstream, account, `List${kind}Policies`, 'PolicyNames', of)) {
    const answer = await askIam(upstream, account, `Get${kind}Policy`, { ...of, PolicyName });
    const what = `the policy ${PolicyName} of ${principal.name} of ${account}`;
    principal.inlinePolicies.set(PolicyName, identityDocument(reader, answer.required('PolicyDocument'), what));
  }
  for (const attached of await listIam(upstream, account, `ListAttached${kind}Policies`, 'AttachedPolicies', of)) {
    const arn = attached.required('PolicyArn');
    await readManagedPolicy(reader, account, arn);
    principal.attachedPolicies.add(arn);
  }
  const boundary = element.child('PermissionsBoundary')?.value('PermissionsBoundaryArn');
  if (boundary === undefined) return;
  await readManagedPolicy(reader, account, boundary);
  principal.boundary = boundary;
}

/** Reads a managed policy with its versions; one of AWS's own becomes one of the account's, under its ARN. */
async function readManagedPolicy(reader: Reader, account: string, PolicyArn: string): Promise<void> {
  const { state, upstream } = reader;
  const policies = state.world.accounts.get(account)!.managedPolicies;
  if (policies.has(PolicyArn)) return;
  const ask = (action: string, more = {}) => askIam(upstream, account, action, { PolicyArn, ...more });
  const element = (await ask('GetPolicy')).child('Policy')!;
  const made = createManagedPolicy(state.world, {
    account,
    name: element.required('PolicyName'),
    path: element.value('Path') ?? '/',
    description: element.value('Description') ?? '',
    document: CLOSED,
    policyId: element.required('PolicyId'),
    createdAt: element.required('CreateDate'),
    tags: tagsOf(element.child('Tags')?.children('member') ?? []),
  });
  policies.delete(made.arn);
  made.versions.clear();
  for (const version of await listIam(upstream, account, 'ListPolicyVersions', 'Versions', { PolicyArn })) {
    const VersionId = version.required('VersionId');
    const whole = (await ask('GetPolicyVersion', { VersionId })).child('PolicyVersion')!;
    const what = `version ${VersionId} of ${PolicyArn}`;
    const document = identityDocument(reader, whole.required('Document'), what);
    made.versions.set(VersionId, { document, createdAt: version.required('CreateDate') });
  }
  policies.set(PolicyArn, { ...made, arn: PolicyArn, defaultVersion: element.required('DefaultVersionId') });
}

/** The keys of a user; their secrets are the backend's. */
async function readKeysOfUser(reader: Reader, account: string, user: User): Promise<void> {
  const { upstream, foreignKeys } = reader;
  const keys = await listIam(upstream, account, 'ListAccessKeys', 'AccessKeyMetadata', { UserName: user.name });
  for (const key of keys) {
    const id = key.required('AccessKeyId');
    const status = key.value('Status') === 'Active' ? 'Active' : 'Inactive';
    user.accessKeys.set(id, { id, status, createdAt: key.required('CreateDate') });
    foreignKeys.add(id);
  }
}
