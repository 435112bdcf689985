import fc from 'fast-check';
import type { PolicySets } from '../../../access/decide/policy-sets';
import type { NamedPolicy } from '../../../access/policy/document';
import type { Question } from '../reference/request';
import { callers, canonicalId, CONSUMER, PRODUCER } from './callers';
import { contexts } from './conditions';
import { keyGrants } from './key-grants';
import { documents, policies, type Material } from './documents';
import { bucketPrincipals, endpointPrincipals, notPrincipals, principals, trustPrincipals } from './principals';

/** What is asked for, and of what the policies of that question are made. */
export interface Scene {
  readonly kind: 'bucket' | 'key' | 'trust' | 'other';
  readonly asked: readonly (readonly [action: string, resource: string])[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly onResource: Pick<Material, 'resources' | 'principals' | 'notPrincipals'>;
}

const LAKE = 'arn:aws:s3:::lake';
const lakeResources = [
  `${LAKE}*`,
  `${LAKE}/*`,
  LAKE,
  `${LAKE}/a/*`,
  `${LAKE}/a/?`,
  `${LAKE}/\${aws:username}/*`,
  `${LAKE}/\${aws:PrincipalTag/team, 'a'}/*`,
  `${LAKE}/\${*}/*`,
  'arn:aws:s3:::la*',
];

const bucket: Scene = {
  kind: 'bucket',
  asked: [
    ['s3:GetObject', `${LAKE}/a/b`],
    ['s3:GetObject', `${LAKE}/a/b`],
    ['s3:PutObject', `${LAKE}/u/x`],
    ['s3:GetObject', `${LAKE}/*/x`],
    ['s3:ListBucket', LAKE],
    ['s3:PutBucketPolicy', LAKE],
    ['s3:ListAllMyBuckets', '*'],
  ],
  actions: ['s3:*', '*', 's3:Get*', 's3:GetObject', 'S3:getobject', 's3:?etObject', 's3:*Object', 's3:PutBucketPolicy'],
  resources: ['*', ...lakeResources, 'arn:aws:s3:::*', 'arn:*:s3:::lake/*'],
  onResource: { resources: lakeResources, principals: bucketPrincipals, notPrincipals },
};

const KEY = `arn:aws:kms:eu-west-1:${PRODUCER}:key/11111111-1111-4111-8111-111111111111`;
const key: Scene = {
  kind: 'key',
  asked: [
    ['kms:Decrypt', KEY],
    ['kms:GenerateDataKey', KEY],
    ['kms:DescribeKey', KEY],
    ['kms:PutKeyPolicy', KEY],
    ['kms:RetireGrant', KEY],
  ],
  actions: ['kms:*', '*', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:?ecrypt', 'kms:PutKeyPolicy', 'KMS:retiregrant'],
  resources: ['*', KEY, `arn:aws:kms:*:${PRODUCER}:key/*`, `arn:aws:kms:eu-west-1:${CONSUMER}:key/*`],
  onResource: { resources: ['*', '*', KEY], principals, notPrincipals },
};

const ROLE = `arn:aws:iam::${PRODUCER}:role/app/target`;
const trust: Scene = {
  kind: 'trust',
  asked: [
    ['sts:AssumeRole', ROLE],
    ['sts:TagSession', ROLE],
    ['sts:SetSourceIdentity', ROLE],
  ],
  actions: ['sts:*', '*', 'sts:AssumeRole', 'sts:AssumeRole*', 'sts:TagSession', 'STS:setsourceidentity'],
  resources: ['*', ROLE, `arn:aws:iam::${PRODUCER}:role/*`, 'arn:aws:iam::*:role/target'],
  onResource: { resources: [], principals: trustPrincipals },
};

const other: Scene = {
  kind: 'other',
  asked: [['iam:GetRole', ROLE]],
  actions: ['iam:*', '*', 'iam:Get*', 'iam:GetRole', 'iam:?etRole'],
  resources: ['*', ROLE, `arn:aws:iam::${PRODUCER}:role/app/*`, 'arn:aws:iam::*:user/*'],
  onResource: { resources: ['*', ROLE], principals },
};

export const SCENES: readonly Scene[] = [bucket, key, trust, other];

/** Of what each kind of policy is made in a scene. */
export function materials({ kind, actions, resources, onResource }: Scene) {
  const attached: Material = { actions, resources };
  const ofOrganization = { actions, resources, currentVersion: true } as const;
  return {
    attached,
    boundary: ofOrganization,
    scp: ofOrganization,
    rcp: {
      ...ofOrganization,
      // Organizations saves neither `*` alone as the action of an RCP nor services that those know nothing of.
      actions: kind === 'other' ? ['s3:*'] : actions.filter((action) => action !== '*'),
      withoutNotAction: true,
      principals: fc.constant('*'),
      effects: fc.constant('Deny'),
    },
    vpce: { actions, resources, principals: endpointPrincipals, deniedPrincipals: principals, notPrincipals },
    // A trust policy speaks of STS alone.
    resource: { actions: kind === 'trust' ? actions.filter((action) => action !== '*') : actions, ...onResource },
  } satisfies Record<string, Material>;
}

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const open = (name: string): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement: [{ ...EVERYTHING, ...(name === 'vpce' && { Principal: '*' }) }] },
});

/** A policy that limits: half of the time it limits nothing, so that the others decide. */
const limit = (material: Material, name: string) => fc.oneof(fc.constant(open(name)), policies(material, name));

function policySets(scene: Scene, account: string | undefined): fc.Arbitrary<PolicySets> {
  const { attached, boundary, scp, rcp, vpce, resource } = materials(scene);
  const level = (material: Material, name: string) => fc.array(limit(material, name), { minLength: 1, maxLength: 2 });
  const rare = fc.constantFrom(false, false, false, true);
  return fc
    .record({
      identity: fc.array(policies(attached, 'identity'), { minLength: 1, maxLength: 2 }),
      boundary: limit(boundary, 'boundary'),
      session: fc.array(limit(attached, 'session'), { minLength: 1, maxLength: 2 }),
      resource: policies(resource, 'resource'),
      scps: fc.array(level(scp, 'scp'), { maxLength: 3 }),
      rcps: fc.array(fc.array(policies(rcp, 'rcp'), { minLength: 1, maxLength: 1 }), { maxLength: 2 }),
      vpce: limit(vpce, 'vpce'),
      restrictPublicBuckets: fc.boolean(),
      // Which of the optional ones there are.
      has: fc.record({
        identity: fc.constantFrom(true, true, false),
        boundary: rare,
        session: fc.boolean(),
        scps: rare,
        rcps: rare,
        vpce: rare,
      }),
      keyGrants: fc.array(keyGrants, { maxLength: 2 }),
      hasResource: fc.constantFrom(true, true, true, true, false),
    })
    .map(({ has, hasResource, ...all }) => ({
      identity: has.identity || !hasResource ? all.identity : [],
      resourceKind: scene.kind,
      ...(has.boundary && { boundary: all.boundary }),
      ...(has.session && { session: all.session }),
      ...(has.scps && { scps: all.scps }),
      ...(has.rcps && { rcps: all.rcps }),
      ...(has.vpce && { vpce: all.vpce }),
      ...(hasResource && { resource: all.resource }),
      ...(all.restrictPublicBuckets && { restrictPublicBuckets: true }),
      ...(scene.kind === 'key' && { keyGrants: all.keyGrants }),
      ...(account !== undefined && { callerCanonicalId: canonicalId(account) }),
    }));
}

/** A question about the resource of a scene, with all policies that bear on it. */
export function questionsOf(scene: Scene): fc.Arbitrary<Question> {
  return callers.chain((caller) =>
    fc
      .tuple(
        fc.constantFrom(...scene.asked),
        contexts,
        policySets(scene, 'account' in caller ? caller.account : undefined),
        fc.constantFrom(PRODUCER, PRODUCER, CONSUMER),
      )
      .map(([[action, resource], context, sets, resourceAccount]) => ({
        call: { caller, action, resource, resourceAccount, context },
        policies: sets,
      })),
  );
}

/** A question of any kind of caller about any kind of resource. */
export const questions: fc.Arbitrary<Question> = fc.oneof(
  { weight: 4, arbitrary: questionsOf(bucket) },
  { weight: 2, arbitrary: questionsOf(key) },
  { weight: 2, arbitrary: questionsOf(trust) },
  { weight: 1, arbitrary: questionsOf(other) },
);

/** A question and, made of what its policies are made of, one more document of the caller and one of the resource. */
export function questionsWith(effect: 'Allow' | 'Deny') {
  const effects = fc.constant(effect);
  return fc.constantFrom(...SCENES).chain((scene) => {
    const { attached, resource } = materials(scene);
    return fc.tuple(questionsOf(scene), documents({ ...attached, effects }), documents({ ...resource, effects }));
  });
}
