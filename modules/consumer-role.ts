import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { Construct } from 'constructs';
import type { PolicyDocument, Statement } from '../access/policy/document';
import { listOf, statementsOf } from '../access/policy/statements';
import { PolicyRole, type PolicyRoleProps } from './policy-role';
import { SynthError } from './synth-error';
import { addressedAs } from './terraform-address';

/** Props of {@link ConsumerRole}. */
export interface ConsumerRoleProps extends PolicyRoleProps {
  /**
   * Seconds that a session of the role lasts at most: 3600 to 43200.
   *
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * Whether to make an instance profile of the role's name and path, through which EC2 instances get the role.
   *
   * @default true where the trust policy lets EC2 assume the role
   */
  readonly instanceProfile?: boolean;
}

/**
 * The role in the consumer account that reaches into the producer's bucket: by the bucket's policy, or by assuming an
 * access role there.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export class ConsumerRole extends PolicyRole {
  /** The `aws_iam_instance_profile`, where there is one. */
  readonly instanceProfile?: IamInstanceProfile;

  /** @throws SynthError for a name, a path, a policy or a duration that IAM refuses */
  constructor(scope: Construct, id: string, props: ConsumerRoleProps) {
    const { maxSessionDuration: seconds = 3600 } = props;
    super(scope, id, props, seconds);
    if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43200) {
      throw new SynthError(
        {
          what: 'maximum session duration is not one IAM accepts',
          value: seconds,
          allowed: '3600 to 43200 whole seconds',
          fix: 'change maxSessionDuration',
        },
        this,
      );
    }
    if (props.instanceProfile ?? trustsEc2(props.trustPolicy)) {
      const { name, path } = { name: props.roleName, path: props.path ?? '/' };
      this.instanceProfile = addressedAs(
        this,
        new IamInstanceProfile(this, 'instance-profile', { name, path, role: this.role.name }),
      );
    }
  }
}

/** Whether an Allow of a trust policy names EC2; in China the service has an own name. */
function trustsEc2(trustPolicy: PolicyDocument): boolean {
  return statementsOf(trustPolicy).some(
    ({ Effect, Principal }: Statement) =>
      Effect === 'Allow' &&
      typeof Principal === 'object' &&
      listOf(Principal.Service ?? []).some((service) => /^ec2\.amazonaws\.com(\.cn)?$/.test(service)),
  );
}
