import { denyOnly, join, outcomeOfPolicies, SILENT, type Outcome } from '../match/outcome';
import { supportsRcp } from '../policy/rcp-services';
import { isServiceLinked } from './evaluation';
import type { DenyingGate } from './gate';

/**
 * R-RCP: resource control policies only ever deny (`RCPFullAWSAccess` is always attached). They bind every caller of a
 * member account's resources, services and anonymous callers included, but not service-linked roles, not AWS managed keys,
 * and never kms:RetireGrant. They are the resource's, whoever calls (R-SCP-X).
 */
export const rcpGate: DenyingGate = {
  gate: 'rcp',
  rule: 'R-RCP',
  side: 'resource',
  principals: 'optional',
  applies({ policies, caller, call, kind }) {
    if (!policies.rcps || isServiceLinked(caller)) return false;
    if (kind === 'key' && call.resource.endsWith(':alias/aws/s3')) return false;
    return call.action.toLowerCase() !== 'kms:retiregrant' && supportsRcp(call.action);
  },
  outcome({ policies, resourceRequest: request }) {
    let outcome: Outcome = SILENT;
    for (const level of policies.rcps!) {
      outcome = join(outcome, outcomeOfPolicies(level, request, 'optional'));
    }
    return denyOnly(outcome);
  },
  policies: ({ policies }) => policies.rcps!.flat(),
};
