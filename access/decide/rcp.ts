import { denyOnly, join, outcomeOfPolicy, SILENT, type Outcome } from '../match/outcome';
import { supportsRcp } from '../policy/rcp-services';
import { isServiceLinked } from './evaluation';
import type { GateDefinition } from './gate';

/**
 * R-RCP: resource control policies only ever deny (`RCPFullAWSAccess` is always attached). They bind every caller of a
 * member account's resources, services and anonymous callers included, but not service-linked roles, and never
 * kms:RetireGrant. They are the resource's, whoever calls (R-SCP-X).
 */
export const rcpGate: GateDefinition = {
  gate: 'rcp',
  rule: 'R-RCP',
  side: 'resource',
  principals: 'optional',
  applies({ policies, caller, call }) {
    if (!policies.rcps || policies.rcps.length === 0 || isServiceLinked(caller)) return false;
    return call.action.toLowerCase() !== 'kms:retiregrant' && supportsRcp(call.action);
  },
  outcome({ policies, request }) {
    let outcome: Outcome = SILENT;
    for (const level of policies.rcps ?? []) {
      for (const { document } of level) {
        outcome = join(outcome, denyOnly(outcomeOfPolicy(document, request, 'optional')));
      }
    }
    return outcome;
  },
  policies: ({ policies }) => (policies.rcps ?? []).flat(),
  silence: () => 'no resource control policy allows it',
};
