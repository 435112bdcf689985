import { callerArn } from '../caller';
import type { Decision, Reason } from '../decision';

/** How AWS names the policies of each gate. */
const KINDS: Readonly<Record<Exclude<Reason['gate'], 'service'>, string>> = {
  rcp: 'resource control policy',
  scp: 'service control policy',
  vpce: 'VPC endpoint policy',
  resource: 'resource-based policy',
  'public-access-block': 'resource-based policy',
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
};

/**
 * A refusal in the words that AWS sends (facts, section 11).
 *
 * @param detailed whether the caller may know why: AWS tells it inside one account or organization only
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function awsText(decision: Decision, detailed: boolean): string {
  const { call } = decision;
  const service = call.action.slice(0, call.action.indexOf(':'));
  const who = `User: ${callerArn(call.caller)} is not authorized to perform: ${call.action}`;
  if (service === 'kms' && !detailed) {
    return (
      `${who} on this resource because the resource does not exist in this Region, no resource-based policies allow ` +
      'access, or a resource-based policy explicitly denies access'
    );
  }
  if (service === 's3') {
    return detailed ? `${who} on resource: "${call.resource}" ${because(decision)}` : 'Access Denied';
  }
  const text = `${who} on resource: ${call.resource}`;
  return detailed ? `${text} ${because(decision)}` : text;
}

function because({ call, reasons: [reason] }: Decision): string {
  if (!reason || reason.gate === 'service') return `because ${reason?.text ?? 'no policy allows it'}`;
  const trust = reason.gate === 'resource' && call.action.startsWith('sts:');
  const kind = trust ? 'role trust policy' : KINDS[reason.gate];
  if (reason.verdict === 'explicitDeny') {
    // Since 2026 a managed policy that denies is named; inline and resource policies have no ARN.
    const named = reason.policyArn === undefined ? '' : `: ${reason.policyArn}`;
    const article = trust ? 'the' : kind.startsWith('i') ? 'an' : 'a';
    return `with an explicit deny in ${article} ${kind}${named}`;
  }
  return `because no ${kind} allows the ${call.action} action`;
}
