import type { Construct } from 'constructs';
import { PolicyRole, type PolicyRoleProps } from './policy-role';

/** Props of {@link AccessRole}. */
export type AccessRoleProps = PolicyRoleProps;

/**
 * The role in the bucket's own account that a role of another account assumes. Its sessions last an hour at most: AWS
 * caps role chaining there whatever a role says, so a longer maximum would promise what nobody gets.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export class AccessRole extends PolicyRole {
  /** @throws SynthError for a name, a path or a policy that IAM refuses */
  constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id, props, 3600);
  }
}
