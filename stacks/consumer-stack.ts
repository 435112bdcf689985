import type { Construct } from 'constructs';
import { consumerDocuments } from '../contract/documents';
import { inlinePolicyName } from '../contract/names';
import type { Pair } from '../contract/pair';
import { ConsumerRole } from '../modules/consumer-role';
import { roleConstructId } from './construct-id';
import { PairStack } from './pair-stack';
import { outputRoleArns } from './role-outputs';

/**
 * The consumer's side of a pair: a role for each grant, with an instance profile where EC2 may assume it.
 *
 * It knows the producer by name only: either stack can be applied first, and neither reads the other's state.
 *
 * Outputs: `role_arns` by grant.
 */
export class ConsumerStack extends PairStack {
  /** By grant id. */
  readonly roles: ReadonlyMap<string, ConsumerRole>;

  /**
   * @param pair from `loadPairs` or made in code; the stack's id is `<name>-consumer`
   * @throws SynthError for what IAM would refuse
   */
  constructor(scope: Construct, pair: Pair) {
    super(scope, pair, 'consumer');
    const documents = consumerDocuments(pair);
    const roles = new Map<string, ConsumerRole>();
    for (const { id, role } of pair.grants) {
      const { trustPolicy, policy } = documents.roles.get(id)!;
      const made = new ConsumerRole(this, roleConstructId(role.name), {
        roleName: role.name,
        path: role.path,
        description: `Reaches into the bucket ${pair.producer.bucket} of ${pair.producer.account}`,
        trustPolicy,
        policy: { name: inlinePolicyName, document: policy },
      });
      roles.set(id, made);
    }
    this.roles = roles;
    outputRoleArns(this, 'role_arns', roles);
  }
}
