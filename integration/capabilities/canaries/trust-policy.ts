import { mustAllow, mustRefuse, type Canary } from '../canary';
import { stranger } from '../stage';
import { allow } from '../statements';

/** Who may assume a role: whom its trust names, by principal or by condition, and whose own policy allows it too. */
export const trustPolicy: Canary = {
  capability: 'trust-policy',
  async prepare(stage) {
    const mayAssume = [allow('sts:AssumeRole', '*')];
    const trusted = await stage.user(stranger, mayAssume);
    const other = await stage.user(stranger, mayAssume);
    const withoutPolicy = await stage.user(stranger);
    const byName = await stage.role(allow('sts:AssumeRole', undefined, { Principal: { AWS: trusted.arn } }));
    const byCondition = await stage.role(
      allow('sts:AssumeRole', undefined, {
        Principal: { AWS: `arn:aws:iam::${stranger}:root` },
        Condition: { ArnEquals: { 'aws:PrincipalArn': [trusted.arn, withoutPolicy.arn] } },
      }),
    );
    return [
      mustAllow('AssumeRole by the user whom the trust names', () => stage.assume(trusted.keys, byName)),
      mustRefuse('AssumeRole by a user whom it does not name', () => stage.assume(other.keys, byName)),
      mustAllow('AssumeRole by a user whom a condition of the trust names', () =>
        stage.assume(trusted.keys, byCondition),
      ),
      mustRefuse('AssumeRole by a user whom that condition does not name', () => stage.assume(other.keys, byCondition)),
      mustRefuse('AssumeRole by a trusted user without a policy of its own', () =>
        stage.assume(withoutPolicy.keys, byCondition),
      ),
    ];
  },
};
