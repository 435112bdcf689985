import { mustAllow, mustRefuse, type Canary } from '../canary';
import { stranger } from '../stage';
import { allow } from '../statements';

/** A trust that asks for an external id. */
export const externalId: Canary = {
  capability: 'external-id',
  async prepare(stage) {
    const { arn, keys } = await stage.user(stranger, [allow('sts:AssumeRole', '*')]);
    const role = await stage.role(
      allow('sts:AssumeRole', undefined, {
        Principal: { AWS: arn },
        Condition: { StringEquals: { 'sts:ExternalId': 'canary-agreed' } },
      }),
    );
    return [
      mustAllow('AssumeRole with the agreed external id', () =>
        stage.assume(keys, role, { ExternalId: 'canary-agreed' }),
      ),
      mustRefuse('AssumeRole without an external id', () => stage.assume(keys, role)),
      mustRefuse('AssumeRole with another external id', () => stage.assume(keys, role, { ExternalId: 'canary-other' })),
    ];
  },
};
