import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EvaluationResult, IAM, SimulateCustomPolicyCommandInput } from '@aws-sdk/client-iam';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure, may, mayNot, policy, rootOf } from '../clients';

const ACCOUNT = '222222222222';
const PRODUCER = '111111111111';
const ownerOf = (account: string): string => `arn:aws:iam::${account}:root`;

let emulator: StartedEmulator;
let root: IAM;
beforeAll(async () => {
  emulator = await startEmulator();
  root = rootOf(emulator, ACCOUNT).iam;
});
afterAll(() => emulator.stop());

type Custom = Partial<SimulateCustomPolicyCommandInput>;
const custom = async (input: Custom): Promise<EvaluationResult[]> => {
  const { EvaluationResults } = await root.simulateCustomPolicy({
    PolicyInputList: [policy(may('s3:GetObject'))],
    ActionNames: ['s3:GetObject'],
    ...input,
  });
  return EvaluationResults!;
};
const one = async (input: Custom): Promise<EvaluationResult> => (await custom(input))[0]!;

describe('says which statements settle it', () => {
  const at = (...[startLine, startColumn, endLine, endColumn]: number[]) => ({
    StartPosition: { Line: startLine, Column: startColumn },
    EndPosition: { Line: endLine, Column: endColumn },
  });

  test("where they stand, as AWS's example of simulate-custom-policy has it", async () => {
    const PolicyInputList = [
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*",' +
        '"Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}',
    ];
    const ActionNames = ['dynamodb:CreateBackup'];
    const entry = (day: string): Custom => ({
      ContextEntries: [
        { ContextKeyName: 'aws:CurrentTime', ContextKeyValues: [`${day}T11:00:00Z`], ContextKeyType: 'date' },
      ],
    });
    expect(await one({ PolicyInputList, ActionNames, ...entry('2019-04-25') })).toEqual({
      EvalActionName: 'dynamodb:CreateBackup',
      EvalResourceName: '*',
      EvalDecision: 'allowed',
      MatchedStatements: [
        { SourcePolicyId: 'PolicyInputList.1', SourcePolicyType: 'IAM Policy', ...at(1, 38, 1, 167) },
      ],
      MissingContextValues: [],
    });
    expect(await one({ PolicyInputList, ActionNames, ...entry('2014-04-25') })).toMatchObject({
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
    });
  });

  test('in a text of several lines, with brackets, quotes and the word Statement inside strings', async () => {
    const text = JSON.stringify(
      {
        Id: '"Statement":[{',
        Version: '2012-10-17',
        Statement: [
          { Sid: 'A', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/]}\\"*' },
          { Sid: 'B', Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' },
        ],
      },
      null,
      4,
    );
    const { MatchedStatements } = await one({ PolicyInputList: [text] });
    // Behind the first statement's brace to behind its own.
    expect(MatchedStatements).toMatchObject([at(10, 10, 18, 10)]);
    const lines = text.split('\n');
    expect([lines[9], lines[17]]).toEqual(['        },', '        }']);
  });

  test('one behind the other in a text of one line', async () => {
    const PolicyInputList = [policy(may('s3:PutObject'), may('s3:*'), may('s3:GetObject'))];
    const { MatchedStatements } = await one({ PolicyInputList });
    const text = PolicyInputList[0]!;
    const cut = MatchedStatements!.map(({ StartPosition, EndPosition }) =>
      text.slice(StartPosition!.Column! - 1, EndPosition!.Column! - 1),
    );
    expect(cut).toEqual([may('s3:*'), may('s3:GetObject')].map((statement) => `,${JSON.stringify(statement)}`));
  });

  test('of a denial the denying ones alone, of both kinds of policy', async () => {
    const { MatchedStatements, EvalDecision } = await one({
      PolicyInputList: [policy(may('*')), policy(mayNot('s3:GetObject'))],
      ResourceArns: ['arn:aws:s3:::acme/x'],
      CallerArn: `arn:aws:iam::${ACCOUNT}:user/jo`,
      ResourcePolicy: policy({ ...mayNot('s3:*', 'arn:aws:s3:::acme/*'), Principal: '*' }),
    });
    expect(EvalDecision).toBe('explicitDeny');
    expect(MatchedStatements!.map((statement) => [statement.SourcePolicyId, statement.SourcePolicyType])).toEqual([
      ['ResourcePolicy', 'Resource Policy'],
      ['PolicyInputList.2', 'IAM Policy'],
    ]);
  });
});

describe('context', () => {
  const conditional = (operator: string, key: string, value: unknown): Custom => ({
    PolicyInputList: [policy(may('s3:GetObject', '*', { [operator]: { [key]: value } }))],
  });
  const entry = (ContextKeyName: string, ContextKeyType: string, ...ContextKeyValues: string[]): Custom =>
    ({ ContextEntries: [{ ContextKeyName, ContextKeyType, ContextKeyValues }] }) as Custom;

  test.each([
    ['string', 'StringEquals', 'aws:UserAgent', 'x', ['x']],
    ['stringList', 'ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b'], ['a', 'b']],
    ['numeric', 'NumericLessThan', 's3:max-keys', 10, ['9']],
    ['numericList', 'ForAnyValue:NumericEquals', 's3:max-keys', 9, ['8', '9']],
    ['boolean', 'Bool', 'aws:SecureTransport', true, ['true']],
    ['booleanList', 'ForAnyValue:Bool', 'aws:SecureTransport', 'true', ['false', 'true']],
    ['ip', 'IpAddress', 'aws:SourceIp', '203.0.113.0/24', ['203.0.113.7']],
    ['ipList', 'ForAnyValue:IpAddress', 'aws:SourceIp', '203.0.113.0/24', ['198.51.100.1', '203.0.113.7']],
    ['binary', 'BinaryEquals', 'aws:x', 'QUJD', ['QUJD']],
    ['binaryList', 'ForAnyValue:BinaryEquals', 'aws:x', 'QUJD', ['QQ==', 'QUJD']],
    ['date', 'DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z', ['2029-01-01T00:00:00Z']],
    ['dateList', 'ForAnyValue:DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z', ['2029-01-01T00:00:00Z']],
  ] as const)('of type %s', async (type, operator, key, wanted, values) => {
    const rule = conditional(operator, key, wanted);
    expect(await one({ ...rule, ...entry(key.toUpperCase(), type, ...values) })).toMatchObject({
      EvalDecision: 'allowed',
      MissingContextValues: [],
    });
  });

  test.each([
    ['a type that is none', entry('aws:x', 'text', 'a'), "'text' is no context key type; there are string, stringList"],
    ['a value of another type', entry('aws:x', 'numeric', 'nine'), "'nine' of aws:x is no numeric"],
    ['several values of one', entry('aws:x', 'string', 'a', 'b'), 'aws:x has 2 values'],
    ['a key without a service', entry('SourceIp', 'ip', '203.0.113.7'), "got 'SourceIp'"],
  ])('%s is InvalidInput', async (_what, input, message) => {
    expect(await failure(custom(input))).toEqual({
      name: 'InvalidInputException',
      status: 400,
      message: expect.stringContaining(message),
    });
  });

  test('what policies ask for and the request lacks is missing, of each resource and of all', async () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        may('s3:GetObject', 'arn:aws:s3:::home/${aws:PrincipalTag/Team}/*', {
          StringLike: { 's3:prefix': '${aws:username}' },
        }),
        may('s3:GetObject', '*', {
          IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          Bool: { 'AWS:securetransport': 'true' },
        }),
      ],
    });
    const missing = ['aws:PrincipalTag/Team', 's3:prefix', 'aws:username', 'AWS:securetransport'];
    const input = { PolicyInputList: [text], ...entry('aws:sourceip', 'ip', '203.0.113.7') };
    expect(await one(input)).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: missing });
    const result = await one({ ...input, ResourceArns: ['arn:aws:s3:::a/x', 'arn:aws:s3:::b/x'] });
    expect(result.MissingContextValues).toEqual(missing);
    expect(result.ResourceSpecificResults!.map((each) => each.MissingContextValues)).toEqual([missing, missing]);
    // A caller brings keys of its own.
    expect(await one({ ...input, CallerArn: `arn:aws:iam::${ACCOUNT}:user/jo` })).toMatchObject({
      MissingContextValues: missing.filter((key) => key !== 'aws:username'),
    });
    expect(await root.getContextKeysForCustomPolicy({ PolicyInputList: [text] })).toMatchObject({
      ContextKeyNames: ['aws:PrincipalTag/Team', 's3:prefix', 'aws:username', 'aws:SourceIp', 'AWS:securetransport'],
    });
  });
});

describe('one result for each action, whatever the resources', () => {
  const ResourceArns = ['arn:aws:s3:::acme/a', 'arn:aws:s3:::acme/b', 'arn:aws:s3:::other/c'];

  test('has the strictest decision of them, and each by itself', async () => {
    const PolicyInputList = [policy(may('s3:GetObject', 'arn:aws:s3:::acme/*'), mayNot('s3:*', 'arn:aws:s3:::acme/b'))];
    const result = await one({ PolicyInputList, ResourceArns });
    expect(result).toMatchObject({
      EvalResourceName: 'arn:${Partition}:s3:::${BucketName}/${KeyName}',
      EvalDecision: 'explicitDeny',
      EvalDecisionDetails: {},
    });
    expect(result.MatchedStatements).toHaveLength(1);
    expect(result.ResourceSpecificResults).toMatchObject([
      { EvalResourceName: ResourceArns[0], EvalResourceDecision: 'allowed' },
      { EvalResourceName: ResourceArns[1], EvalResourceDecision: 'explicitDeny' },
      { EvalResourceName: ResourceArns[2], EvalResourceDecision: 'implicitDeny' },
    ]);
  });

  test('on pages, in the order of the actions', async () => {
    const ActionNames = ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'];
    const ask = (Marker?: string) =>
      root.simulateCustomPolicy({ PolicyInputList: [policy(may('s3:*'))], ActionNames, MaxItems: 2, Marker });
    const first = await ask();
    expect(first).toMatchObject({ IsTruncated: true, Marker: expect.any(String) });
    const second = await ask(first.Marker);
    expect(second).toMatchObject({ IsTruncated: false });
    const results = [...first.EvaluationResults!, ...second.EvaluationResults!];
    expect(results.map(({ EvalActionName }) => EvalActionName)).toEqual(ActionNames);
  });
});

describe('across accounts', () => {
  const object = 'arn:aws:s3:::acme/x';
  const input = (principal: object | string, CallerArn: string): Custom => ({
    ResourceArns: [object],
    ResourceOwner: ownerOf(PRODUCER),
    ResourcePolicy: policy({ ...may('s3:GetObject', object), Principal: principal }),
    CallerArn,
  });
  const both = { 'IAM Policy': 'allowed', 'Resource Policy': 'allowed' };

  test.each([
    [`arn:aws:iam::${ACCOUNT}:user/jo`],
    [`arn:aws:iam::${ACCOUNT}:role/team/reader`],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/reader/session`],
  ])('%s needs both sides', async (who) => {
    const given = input({ AWS: ownerOf(ACCOUNT) }, who);
    expect(await one(given)).toMatchObject({ EvalDecision: 'allowed', EvalDecisionDetails: both });
    expect(await one({ ...given, PolicyInputList: [policy(may('s3:PutObject'))] })).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { ...both, 'IAM Policy': 'implicitDeny' },
    });
    expect(await one(input({ AWS: ownerOf('333333333333') }, who))).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { ...both, 'Resource Policy': 'implicitDeny' },
      ResourceSpecificResults: [{ EvalDecisionDetails: { ...both, 'Resource Policy': 'implicitDeny' } }],
    });
    expect(await one({ ...given, ResourcePolicy: undefined })).toMatchObject({ EvalDecision: 'implicitDeny' });
  });

  test('a boundary has its say', async () => {
    const bounded = {
      ...input({ AWS: ownerOf(ACCOUNT) }, `arn:aws:iam::${ACCOUNT}:user/jo`),
      PermissionsBoundaryPolicyInputList: [policy(may('s3:PutObject'))],
    };
    expect(await one(bounded)).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { ...both, 'Permissions Boundary Policy': 'implicitDeny' },
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    const open = await one({ ...bounded, PermissionsBoundaryPolicyInputList: [policy(may('*'))] });
    expect(open.PermissionsBoundaryDecisionDetail).toEqual({ AllowedByPermissionsBoundary: true });
  });

  test('a service control policy that refuses ends it', async () => {
    const level = (...statements: object[]) => ({ ServiceControlPolicyInputList: [policy(...statements)] });
    const given = input({ AWS: ownerOf(ACCOUNT) }, `arn:aws:iam::${ACCOUNT}:user/jo`);
    const result = await one({ ...given, OrderedOrganizationPolicyInputList: [level(may('*')), level(may('ec2:*'))] });
    expect(result).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    expect(result.EvalDecisionDetails).toBeUndefined();
    expect(result.ResourceSpecificResults![0]!.EvalDecisionDetails).toBeUndefined();
  });

  test('a service-linked role is bound by none', async () => {
    const given = input('*', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`);
    const scps = [{ ServiceControlPolicyInputList: [policy(mayNot('*'))] }];
    const denied = {
      ...given,
      PolicyInputList: [policy(may('s3:PutObject'))],
      OrderedOrganizationPolicyInputList: scps,
    };
    expect(await one(denied)).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    });
  });
});

describe('refuses', () => {
  const invalid = (message: string) => ({
    name: 'InvalidInputException',
    status: 400,
    message: expect.stringContaining(message),
  });

  test.each([
    ['a policy that IAM would not save', { PolicyInputList: ['{"Statement":[]'] }, 'PolicyInputList.1: '],
    ['an action with wildcards', { ActionNames: ['s3:Get*'] }, "'s3:Get*' is no action"],
    ['a resource that is no ARN', { ResourceArns: ['acme/x'] }, "'acme/x' is no ARN"],
    ['an owner that is no account', { ResourceOwner: PRODUCER }, `got '${PRODUCER}'`],
    ['a caller that is none', { CallerArn: 'jo' }, '"jo" names no caller'],
    ['a resource policy without a caller', { ResourcePolicy: policy(may('*')) }, 'CallerArn is required'],
    ['two boundaries', { PermissionsBoundaryPolicyInputList: [policy(may('*')), policy(may('*'))] }, 'has 2 policies'],
  ])('%s', async (_what, input, message) => expect(await failure(custom(input))).toEqual(invalid(message)));
});
