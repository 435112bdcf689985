import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IAM } from '@aws-sdk/client-iam';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeRole, makeUser, may, mayNot, policy, rootOf, trust } from '../clients';

const ACCOUNT = '222222222222';
const PRODUCER = '111111111111';

let emulator: StartedEmulator;
let root: IAM;
beforeAll(async () => {
  emulator = await startEmulator();
  root = rootOf(emulator, ACCOUNT).iam;
});
afterAll(() => emulator.stop());

describe('SimulatePrincipalPolicy', () => {
  const object = 'arn:aws:s3:::acme/x';

  test("takes a role's policies, its boundary and what is sent along", async () => {
    const make = async (PolicyName: string, ...statements: object[]) =>
      (await root.createPolicy({ PolicyName, PolicyDocument: policy(...statements) })).Policy!.Arn!;
    const role = await makeRole(emulator, ACCOUNT, 'worker', trust({ AWS: ACCOUNT }), may('s3:GetObject', object));
    await root.attachRolePolicy({ RoleName: 'worker', PolicyArn: await make('writer', may('s3:PutObject')) });
    const ask = async (more: object = {}, ...ActionNames: string[]) =>
      (await root.simulatePrincipalPolicy({ PolicySourceArn: role, ActionNames, ResourceArns: [object], ...more }))
        .EvaluationResults!;
    const sources = async (action: string, more: object = {}) =>
      (await ask(more, action))[0]!.MatchedStatements!.map(({ SourcePolicyId }) => SourcePolicyId);

    expect(await sources('s3:GetObject')).toEqual(['role_worker_inline']);
    expect(await sources('s3:PutObject')).toEqual(['writer']);
    expect(await sources('s3:PutObject', { PolicyInputList: [policy(mayNot('s3:Put*'))] })).toEqual([
      'PolicyInputList.1',
    ]);

    await root.putRolePermissionsBoundary({
      RoleName: 'worker',
      PermissionsBoundary: await make('bounds', may('s3:GetObject')),
    });
    const decisions = async (more: object = {}) =>
      (await ask(more, 's3:GetObject', 's3:PutObject')).map(({ EvalDecision }) => EvalDecision);
    expect(await decisions()).toEqual(['allowed', 'implicitDeny']);
    expect(await decisions({ PermissionsBoundaryPolicyInputList: [policy(may('s3:Put*'))] })).toEqual([
      'implicitDeny',
      'allowed',
    ]);
    expect(await decisions({ PolicyExclusionList: [{ PolicyType: 'permission-boundary' }] })).toEqual([
      'allowed',
      'allowed',
    ]);
    const inline = { PolicyName: 'inline', AttachmentType: 'role', AttachmentName: 'w*' };
    expect(await decisions({ PolicyExclusionList: [{ InlinePolicyIdentifier: inline }] })).toEqual([
      'implicitDeny',
      'implicitDeny',
    ]);
    const managed = [{ PolicyType: 'permission-boundary' }, { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/wr?ter` }];
    expect(await decisions({ PolicyExclusionList: managed })).toEqual(['allowed', 'implicitDeny']);
    expect(await failure(ask({ PolicyExclusionList: [{ PolicyArn: '*:*' }] }, 's3:GetObject'))).toMatchObject({
      name: 'InvalidInputException',
    });
  });

  test('answers the places of statements in the text of GetRolePolicy', async () => {
    const role = await makeRole(emulator, ACCOUNT, 'placed', trust({ AWS: ACCOUNT }));
    const PolicyDocument = JSON.stringify(JSON.parse(policy(may('s3:GetObject'))), null, 2);
    await root.putRolePolicy({ RoleName: 'placed', PolicyName: 'p', PolicyDocument });
    const { EvaluationResults } = await root.simulatePrincipalPolicy({
      PolicySourceArn: role,
      ActionNames: ['s3:GetObject'],
    });
    const { StartPosition, EndPosition } = EvaluationResults![0]!.MatchedStatements![0]!;
    const answered = await root.getRolePolicy({ RoleName: 'placed', PolicyName: 'p' });
    const text = decodeURIComponent(answered.PolicyDocument!);
    expect(text.slice(StartPosition!.Column! - 1, EndPosition!.Column! - 1)).toBe(JSON.stringify(may('s3:GetObject')));
  });

  test('takes a user as the caller, whom a resource policy of another account may name', async () => {
    await makeUser(emulator, ACCOUNT, 'reader', may('s3:GetObject', 'arn:aws:s3:::${aws:username}/*'));
    const ask = async (Principal: object) =>
      (
        await root.simulatePrincipalPolicy({
          PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/reader`,
          ActionNames: ['s3:GetObject'],
          ResourceArns: ['arn:aws:s3:::reader/x'],
          ResourceOwner: `arn:aws:iam::${PRODUCER}:root`,
          ResourcePolicy: policy({ ...may('s3:GetObject', 'arn:aws:s3:::reader/*'), Principal }),
        })
      ).EvaluationResults![0]!.EvalDecision;
    expect(await ask({ AWS: `arn:aws:iam::${ACCOUNT}:user/reader` })).toBe('allowed');
    expect(await ask({ AWS: `arn:aws:iam::${ACCOUNT}:user/another` })).toBe('implicitDeny');
  });

  test('asks the service control policies above the account', async () => {
    const account = '444444444444';
    await makeUser(emulator, account, 'member', may('s3:*'));
    const { world } = emulator.state;
    world.accounts.get(account)!.organization = { id: 'o-example123', path: ['r-ab12'] };
    const scps = [{ name: 'only reads', document: JSON.parse(policy(may(['iam:*', 's3:Get*']))) }];
    world.organizations.set('o-example123', {
      id: 'o-example123',
      policies: new Map([['r-ab12', { scps, rcps: [] }]]),
    });
    const { EvaluationResults } = await rootOf(emulator, account).iam.simulatePrincipalPolicy({
      PolicySourceArn: `arn:aws:iam::${account}:user/member`,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
    });
    expect(EvaluationResults).toMatchObject([
      { EvalDecision: 'allowed', OrganizationsDecisionDetail: { AllowedByOrganizations: true } },
      { EvalDecision: 'implicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
    ]);
  });

  test('of policies with parts that are not known says on what it depends', async () => {
    const role = await makeRole(emulator, ACCOUNT, 'planned', trust({ AWS: ACCOUNT }));
    const document = JSON.parse(policy(may('s3:GetObject', '\uE000aws_s3_bucket.lake.arn\uE001/*')));
    emulator.state.world.accounts.get(ACCOUNT)!.roles.get('planned')!.inlinePolicies.set('p', document);
    const { EvaluationResults } = await root.simulatePrincipalPolicy({
      PolicySourceArn: role,
      ActionNames: ['s3:GetObject'],
      ResourceArns: [object],
    });
    expect(EvaluationResults).toMatchObject([
      { EvalDecision: 'implicitDeny', MissingContextValues: ['aws_s3_bucket.lake.arn'] },
    ]);
  });

  test('lists the context keys of a user', async () => {
    await makeUser(emulator, ACCOUNT, 'keyed', may('s3:*', '*', { Bool: { 'aws:SecureTransport': 'true' } }));
    expect(
      await root.getContextKeysForPrincipalPolicy({
        PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/keyed`,
        PolicyInputList: [policy(may('s3:*', 'arn:aws:s3:::${aws:username}'))],
      }),
    ).toMatchObject({ ContextKeyNames: ['aws:SecureTransport', 'aws:username'] });
  });
});

describe('refuses', () => {
  test('principals that do not exist', async () => {
    for (const entity of ['user/nobody', 'role/nobody']) {
      const PolicySourceArn = `arn:aws:iam::${ACCOUNT}:${entity}`;
      const ask = root.simulatePrincipalPolicy({ PolicySourceArn, ActionNames: ['s3:GetObject'] });
      expect(await failure(ask)).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
    }
  });

  test('whoever lacks the permission', async () => {
    const key = await makeUser(
      emulator,
      ACCOUNT,
      'curious',
      may('iam:SimulatePrincipalPolicy', 'arn:aws:iam::*:user/curious'),
    );
    const { iam } = clientsFor(emulator, key);
    const ActionNames = ['s3:GetObject'];
    const of = (entity: string) => ({ PolicySourceArn: `arn:aws:iam::${ACCOUNT}:${entity}` });
    await expect(iam.simulatePrincipalPolicy({ ...of('user/curious'), ActionNames })).resolves.toBeDefined();
    const denied = { name: 'AccessDenied', status: 403 };
    const PolicyInputList = [policy(may('*'))];
    expect(await failure(iam.simulatePrincipalPolicy({ ...of('user/other'), ActionNames }))).toMatchObject(denied);
    expect(await failure(iam.simulateCustomPolicy({ PolicyInputList, ActionNames }))).toMatchObject(denied);
    expect(await failure(iam.getContextKeysForCustomPolicy({ PolicyInputList }))).toMatchObject(denied);
    expect(await failure(iam.getContextKeysForPrincipalPolicy(of('user/curious')))).toMatchObject(denied);
  });
});
