import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SimulationCase } from '../../../access/simulate/simulate';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import crossAccount from '../../vectors/decisions/cross-account-cases.json';
import documented from '../../vectors/decisions/docs-cases.json';
import { may, policy, rootOf } from '../clients';

let emulator: StartedEmulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(() => emulator.stop());

describe('decides what the engine decides of cases from the documentation', () => {
  type Case = SimulationCase & { readonly name: string };
  const cases = [...documented, ...crossAccount] as unknown as Case[];
  /** What the API has no parameter for; and keys and roles without their policy, which it does not look up. */
  const expressible = cases.filter(
    ({ session, vpce, rcps, publicAccessBlock, managementAccount, action, resourcePolicy }) =>
      !session && !vpce && !rcps && !publicAccessBlock && !managementAccount && (/^s3:/.test(action) || resourcePolicy),
  );
  const nothing = policy(may('none:None'));

  test('most cases can be put to it', () => expect(expressible.length).toBeGreaterThan(cases.length / 2));

  test.each(expressible.map((row) => [row.id, row.name, row] as const))('%s %s', async (_id, _name, row) => {
    const { identity = [], boundary, resourcePolicy, scps, context = {}, principal } = row;
    const { EvaluationResults } = await rootOf(emulator, '222222222222').iam.simulateCustomPolicy({
      PolicyInputList: identity.length > 0 ? identity.map((document) => JSON.stringify(document)) : [nothing],
      ActionNames: [row.action],
      ResourceArns: [row.resource],
      ResourceOwner: `arn:aws:iam::${row.resourceAccount}:root`,
      CallerArn: principal,
      ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
        ContextKeyName,
        ContextKeyType: typeof value === 'string' ? 'string' : 'stringList',
        ContextKeyValues: typeof value === 'string' ? [value] : [...value],
      })),
      ...(boundary && { PermissionsBoundaryPolicyInputList: [JSON.stringify(boundary)] }),
      ...(resourcePolicy && { ResourcePolicy: JSON.stringify(resourcePolicy) }),
      ...(scps && {
        OrderedOrganizationPolicyInputList: scps.map((level) => ({
          ServiceControlPolicyInputList: level.map((document) => JSON.stringify(document)),
        })),
      }),
    });
    const [result] = EvaluationResults!;
    expect(result!.ResourceSpecificResults![0]!.EvalResourceDecision).toBe(
      row.expect === 'allow' ? 'allowed' : row.expect,
    );
    expect(result!.EvalDecision).toBe(row.expect === 'allow' ? 'allowed' : row.expect);
  });
});
