/**
 * Services whose resources no resource control policy can protect, by action prefix; of those that crossbucket decides,
 * IAM alone.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const WITHOUT_RCP: ReadonlySet<string> = new Set(['iam', 'organizations', 'account']);

/** Whether resource control policies can be about an action (R-RCP). @param action `service:name`, in any case */
export function supportsRcp(action: string): boolean {
  const name = action.toLowerCase();
  return !WITHOUT_RCP.has(name.slice(0, name.indexOf(':')));
}
