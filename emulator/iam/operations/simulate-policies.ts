import { callerAccount } from '../../../access/caller';
import { parseArn } from '../../../access/world/arn';
import type { QueryCall, QueryOperation } from '../../http/query-protocol';
import type { XmlElements } from '../../http/xml';
import { accountOf, authorizeIam } from '../call';
import { page } from '../page';
import { contextIn } from '../simulate/context-entries';
import { withoutExcluded } from '../simulate/exclusions';
import {
  boundaryIn,
  identityPoliciesIn,
  requiredPoliciesIn,
  resourcePolicyIn,
  scpsIn,
} from '../simulate/given-policies';
import { invalidInput } from '../simulate/invalid-input';
import { policySource, sourced } from '../simulate/policy-source';
import { evaluationResult } from '../simulate/results';
import { simulatedCaller } from '../simulate/simulated-caller';
import { simulateCall, type Simulation } from '../simulate/simulation';

/**
 * SimulateCustomPolicy: what policies that are sent along decide, of as many actions and resources as are named. Where
 * caller and resource are of different accounts both sides have to allow, for callers of every kind; AWS's own simulator
 * takes resource policies for users alone.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export const simulateCustomPolicy: QueryOperation = (call) => {
  const { parameters, state } = call;
  const { id } = accountOf(call);
  authorizeIam(call, '*');
  const context = contextIn(parameters);
  const name = parameters.get('CallerArn');
  if (name === undefined && parameters.get('ResourcePolicy') !== undefined) {
    throw invalidInput('CallerArn is required with ResourcePolicy, whose Principal element is held against it');
  }
  const caller = name === undefined ? undefined : simulatedCaller(state.world, name, context);
  return simulate(call, {
    caller,
    context,
    identity: requiredPoliciesIn(parameters),
    boundary: boundaryIn(parameters),
    scps: scpsIn(parameters),
    owner: ownerIn(call, (caller && callerAccount(caller)) ?? id),
  });
};

/**
 * SimulatePrincipalPolicy: the same with the policies that a user or role of the caller's account has, its boundary and
 * the service control policies above it, and those that are sent along. A role stands for some session of it. The text
 * in which statements have their places is that of GetRolePolicy and its like.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulatePrincipalPolicy: QueryOperation = (call) => {
  const { parameters, state } = call;
  const context = contextIn(parameters);
  const { caller: source, attached, kind, name } = policySource(call);
  const named = parameters.get('CallerArn');
  const caller = named === undefined ? source : simulatedCaller(state.world, named, context);
  const { identity, boundary, scps } = withoutExcluded(parameters, { kind, name }, attached);
  return simulate(call, {
    caller,
    context,
    identity: [...identity.map((policy) => sourced(policy, kind, name)), ...identityPoliciesIn(parameters)],
    boundary: boundaryIn(parameters) ?? boundary,
    scps,
    owner: ownerIn(call, callerAccount(caller) ?? accountOf(call).id),
  });
};

/** `ResourceOwner`: the ARN of an account. @throws AwsError InvalidInput */
function ownerIn({ parameters }: QueryCall, usual: string): string {
  const owner = parameters.get('ResourceOwner');
  if (owner === undefined) return usual;
  const { service, account, resource } = parseArn(owner) ?? {};
  if (service === 'iam' && resource === 'root' && /^\d{12}$/.test(account!)) return account!;
  throw invalidInput(`ResourceOwner is the ARN of an account, such as arn:aws:iam::123456789012:root, got '${owner}'`);
}

function simulate(call: QueryCall, given: Omit<Simulation, 'resourcePolicy'>): XmlElements {
  const { parameters, state } = call;
  const actions = parameters.list('ActionNames');
  if (actions.length === 0) throw invalidInput('ActionNames must have at least one action');
  const wrong = actions.find((action) => !/^[\w-]+:\w+$/.test(action));
  if (wrong !== undefined)
    throw invalidInput(`'${wrong}' is no action; a service prefix, a colon and a name are, without wildcards`);
  const named = parameters.list('ResourceArns');
  const resources = named.length > 0 ? named : ['*'];
  const odd = resources.find((resource) => resource !== '*' && !parseArn(resource));
  if (odd !== undefined) throw invalidInput(`'${odd}' is no ARN of a resource, and not *`);
  const service = actions[0]!.split(':')[0]!.toLowerCase();
  const simulation: Simulation = { ...given, resourcePolicy: resourcePolicyIn(parameters, service) };
  return page(
    parameters,
    actions.entries(),
    ([index]) => String(index).padStart(6, '0'),
    'EvaluationResults',
    ([, action]) =>
      evaluationResult(
        action,
        resources.map((resource) => simulateCall(state.world, simulation, action, resource)),
      ),
  );
}
