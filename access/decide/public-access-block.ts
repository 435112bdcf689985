import type { Reason } from '../decision';
import { denyOf, outcomeOf, SILENT, type Outcome } from '../match/outcome';
import { NONE } from '../match/strength';
import { NO, YES } from '../match/tri';
import { unknownsIn } from '../policy/unknown';
import type { Evaluation } from './evaluation';
import { publicness } from './public-policy';

/**
 * R-BPA-4: with RestrictPublicBuckets, a bucket whose policy is public answers only its own account's principals and
 * AWS services, even where a statement that is not public names another. AWS reports it as an explicit deny in a
 * resource-based policy.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function publicAccessBlockOutcome({ policies, caller, account, call, kind }: Evaluation): Outcome {
  if (policies.restrictPublicBuckets !== true || kind !== 'bucket' || !policies.resource) return SILENT;
  if (account === call.resourceAccount || caller.kind === 'service') return SILENT;
  // The call on an access point itself is asked of the caller in the same words.
  const on = call.callerResource === call.resource ? 'access-point' : 'bucket';
  return outcomeOf(publicness(policies.resource.document, on), NONE, NONE);
}

/** The same in words; undefined when it does not deny. */
export function publicAccessBlockReason(evaluation: Evaluation): Reason | undefined {
  const deny = denyOf(publicAccessBlockOutcome(evaluation));
  if (deny === NO) return undefined;
  const { call, policies } = evaluation;
  const { name, document } = policies.resource!;
  const [closes, is] = deny === YES ? ['closes', 'is'] : ['perhaps closes', 'may be'];
  return {
    rule: 'R-BPA-4',
    gate: 'public-access-block',
    verdict: deny === YES ? 'explicitDeny' : 'unknown',
    side: 'resource',
    account: call.resourceAccount,
    policy: name,
    text: `RestrictPublicBuckets ${closes} the bucket to other accounts, because the ${name} ${is} public`,
    ...(deny !== YES && { dependsOn: [...new Set(unknownsIn(JSON.stringify(document)))] }),
  };
}
