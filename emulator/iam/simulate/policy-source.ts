import { callerAccount } from '../../../access/caller';
import { gatherPolicies } from '../../../access/decide/gather';
import type { NamedPolicy } from '../../../access/policy/document';
import { tryFindRole, tryFindUser } from '../../../access/world/lookup';
import type { QueryCall } from '../../http/query-protocol';
import { accountOf, authorizeIam, noSuchEntity } from '../call';
import type { SourcedPolicy } from './given-policies';
import { simulatedCaller } from './simulated-caller';

/** The user or role of `PolicySourceArn` and its policies, authorized first. @throws AwsError AccessDenied, NoSuchEntity */
export function policySource(call: QueryCall) {
  const { world } = call.state;
  const arn = call.parameters.required('PolicySourceArn');
  accountOf(call);
  authorizeIam(call, arn);
  const kind = tryFindUser(world, arn) ? 'user' : 'role';
  const principal = tryFindUser(world, arn) ?? tryFindRole(world, arn);
  if (!principal) throw noSuchEntity(`The user or role with ARN ${arn} cannot be found.`);
  const caller = simulatedCaller(world, arn, {});
  const resourceAccount = callerAccount(caller)!;
  const { identity, boundary, scps } = gatherPolicies(world, {
    caller,
    action: call.operation,
    resource: arn,
    resourceAccount,
    context: {},
  });
  return { caller, kind, name: principal.name, attached: { identity, boundary, scps } } as const;
}

/** An attached policy as the simulator names it: managed ones by their name, inline ones with whose they are. */
export function sourced({ name, arn, document }: NamedPolicy, kind: string, principal: string): SourcedPolicy {
  const id = arn === undefined ? `${kind}_${principal}_${name}` : name;
  return { id, type: 'IAM Policy', text: JSON.stringify(document), document };
}
