import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { PolicyDocument } from '../access/policy/document';
import { checkedPolicyJson } from './checked-policy';
import { refuseRoleName } from './prop-checks';
import { addressedAs } from './terraform-address';

/** The one inline policy of a role. */
export interface RolePolicy {
  /** The policy's name in the role, which explanations cite. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Props that every role module has. */
export interface PolicyRoleProps {
  /** The role's name, without its path. */
  readonly roleName: string;
  /**
   * Begins and ends with a slash; part of the role's ARN, and so of every `aws:PrincipalArn` that means this role.
   *
   * @default /
   */
  readonly path?: string;
  /** Who may assume the role. */
  readonly trustPolicy: PolicyDocument;
  /** What the role may do: one inline policy, which goes away with the role. */
  readonly policy: RolePolicy;
  /** @default no description */
  readonly description?: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A role with a trust policy and one inline policy: what the consumer role and the access role have in common. */
export abstract class PolicyRole extends Construct {
  /** The `aws_iam_role` itself. */
  readonly role: IamRole;

  /** The role's ARN, known after the first apply. */
  get roleArn(): string {
    return this.role.arn;
  }

  /**
   * @param maxSessionDuration seconds
   * @throws SynthError for a name, a path or a policy that IAM refuses
   */
  protected constructor(scope: Construct, id: string, props: PolicyRoleProps, maxSessionDuration: number) {
    super(scope, id);
    const { roleName, path = '/' } = props;
    refuseRoleName(this, roleName, path);
    this.role = addressedAs(
      this,
      new IamRole(this, 'role', {
        name: roleName,
        path,
        description: props.description,
        assumeRolePolicy: checkedPolicyJson(this, 'trust', props.trustPolicy),
        maxSessionDuration,
        tags: props.tags && { ...props.tags },
      }),
    );
    addressedAs(
      this,
      new IamRolePolicy(this, 'policy', {
        name: props.policy.name,
        // The name is known in the first plan, where the role's `id` is not.
        role: this.role.name,
        policy: checkedPolicyJson(this, 'identity', props.policy.document),
      }),
    );
  }
}
