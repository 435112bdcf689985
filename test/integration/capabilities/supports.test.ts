import { beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { Authorization } from '../../../access/services/authorize';
import type { Check } from '../../../contract/check';
import { checksOf } from '../../../contract/checks';
import { loadPairs } from '../../../contract/load';
import { capabilities, type Capability, type CapabilityMatrix } from '../../../integration/capabilities/capability';
import { needsOf, type Refusal } from '../../../integration/capabilities/requirements';
import { unsupportedBy } from '../../../integration/capabilities/supports';
import { strangersOf } from '../../../integration/deploy/strangers';
import { stacksOf } from '../../../integration/deploy/synthesized';
import { offline } from '../../../integration/targets/offline';

const files = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', '..', '..', 'pairs', `${name}.yaml`),
);
const matrixOf = (enforced: readonly Capability[]): CapabilityMatrix =>
  capabilities.map((capability) => ({
    capability,
    verdict: enforced.includes(capability) ? 'enforced' : 'absent',
    detail: '',
  }));
const allBut = (lacking: readonly Capability[]) => capabilities.filter((capability) => !lacking.includes(capability));

let decided: { check: Check; authorization: Authorization }[];
beforeAll(async () => {
  decided = [];
  for (const stacks of stacksOf(loadPairs(files))) {
    const checks = checksOf(stacks.pair, strangersOf(stacks)).filter(({ half }) => half === 'both');
    const answers = await (await offline().deploy(stacks)).ask('both', checks);
    checks.forEach((check, index) => decided.push({ check, authorization: answers[index]!.authorization! }));
  }
});

function unsupported(id: string, enforced: readonly Capability[]) {
  const { check, authorization } = decided.find((one) => one.check.id === id)!;
  return unsupportedBy(matrixOf(enforced), check, authorization);
}

describe('a check', () => {
  test('is supported by a backend that enforces everything', () => {
    for (const { check } of decided) expect(unsupported(check.id, capabilities)).toBeUndefined();
  });

  test('is supported by a backend that enforces nothing if and only if its call has to be allowed', () => {
    for (const { check } of decided) {
      expect({ id: check.id, supported: !unsupported(check.id, []) }).toEqual({
        id: check.id,
        supported: check.expect === 'allow',
      });
    }
  });

  // Each with what is enough together, and with what must not all be missing.
  test.each<[id: string, enough: Capability[], decisive: Capability[]]>([
    ['partners/orders-sync/no-external-id/both', ['external-id'], ['external-id']],
    ['partners/orders-sync/wrong-external-id/both', ['external-id'], ['external-id']],
    ['partners/orders-sync/assume-other-role/both', ['trust-policy'], ['trust-policy']],
    ['partners/orders-sync/assume-with-tags/both', ['trust-policy'], ['trust-policy']],
    ['partners/orders-sync/assume(crossbucket-other)/both', ['identity-policy', 'trust-policy'], ['identity-policy']],
    ['partners/orders-sync/read-sibling(orders/)/both', ['identity-policy'], ['identity-policy']],
    ['partners/orders-sync/write-SSE-C/both', ['bucket-policy'], ['bucket-policy']],
    ['partners/orders-sync/list-without-tls/both', ['bucket-policy', 'secure-transport'], ['secure-transport']],
    ['partners/orders-sync/read-anonymous/both', ['public-access-block'], ['public-access-block']],
    ['partners/orders-sync/read-directly/both', ['identity-policy', 'cross-account'], ['cross-account']],
    ['analytics-reader/assumed-by-third-account/both', ['trust-policy'], ['trust-policy']],
    ['analytics-reader/read-sibling(reports/)/both', ['bucket-policy', 'cross-account'], ['cross-account']],
    [
      'analytics-reader/read-sibling(reports/)/both',
      ['identity-policy', 'cross-account'],
      ['identity-policy', 'bucket-policy'],
    ],
    ['analytics-reader/read-third-account/both', ['bucket-policy', 'cross-account'], ['bucket-policy']],
    ['analytics-reader/direct-Decrypt/both', ['key-policy'], ['key-policy', 'identity-policy']],
    ['analytics-reader/direct-Decrypt/both', ['identity-policy', 'cross-account'], ['key-policy', 'cross-account']],
    [
      'analytics-reader/read-outside-organization/both',
      ['bucket-policy', 'cross-account', 'organization-policies'],
      ['organization-policies'],
    ],
  ])('%s needs %j, and not without %j', (id, enough, decisive) => {
    expect(unsupported(id, enough)).toBeUndefined();
    for (const one of enough) {
      expect(
        unsupported(
          id,
          enough.filter((other) => other !== one),
        ),
      ).toBeDefined();
    }
    expect(unsupported(id, allBut(decisive))).toBeDefined();
  });

  test('says what is missing', () => {
    expect(unsupported('analytics-reader/read-third-account/both', ['bucket-policy'])).toEqual({
      lacks: ['cross-account'],
      reason: 'not shown to be enforced here: cross-account; nothing else refuses the call',
    });
  });

  test('is not supported by what could not be asked', () => {
    const { check, authorization } = decided.find(({ check: { id } }) => id.endsWith('/no-external-id/both'))!;
    const matrix = matrixOf(capabilities).map((shown) => ({ ...shown, verdict: 'unknown' as const }));
    expect(unsupportedBy(matrix, check, authorization)?.lacks).toEqual(['external-id']);
  });
});

describe('a refusal', () => {
  const refusal: Refusal = {
    gate: 'resource',
    verdict: 'implicitDeny',
    on: 'bucket',
    from: 'other',
    because: 'anything else',
  };

  test.each<[title: string, refusal: Partial<Refusal>, needs: Capability[]]>([
    ['by a service control policy', { gate: 'scp' }, ['organization-policies']],
    ['by a resource control policy', { gate: 'rcp', verdict: 'explicitDeny' }, ['organization-policies']],
    ['by a permissions boundary', { gate: 'boundary' }, ['permissions-boundary']],
    ['by a session policy', { gate: 'session' }, ['session-policy']],
    ['by RestrictPublicBuckets', { gate: 'public-access-block', verdict: 'explicitDeny' }, ['public-access-block']],
    ["by the caller's own denial", { gate: 'identity', verdict: 'explicitDeny' }, ['identity-policy']],
    ["by a role's denial", { on: 'trust', verdict: 'explicitDeny' }, ['trust-policy']],
    ['of a service by a bucket policy', { from: 'service' }, ['bucket-policy']],
    ["by a bucket policy's silence towards its own account, which is none", { from: 'same' }, []],
    ['by a VPC endpoint, which no canary asks for', { gate: 'vpce' }, []],
    ['by a service itself, which no canary asks for', { gate: 'service' }, []],
  ])('%s', (_, more, needs) => {
    expect(needsOf({ ...refusal, ...more })).toEqual(needs);
  });
});
