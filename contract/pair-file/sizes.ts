import type { PolicyDocument, PolicyKind } from '../../access/policy/document';
import { policySize, SIZE_LIMITS } from '../../access/policy/limits';
import { consumerDocuments, producerDocuments, type RoleDocuments } from '../documents';
import { nameOf } from './issues';
import type { Pair } from '../pair';
import type { Mistake, Path, Source } from './source';

interface Sized {
  readonly document: PolicyDocument;
  readonly kind: PolicyKind;
  /** What it is: `bucket policy`. */
  readonly what: string;
  /** What made it grow. */
  readonly path: Path;
  readonly fix: string;
}

/** Policies of a pair that are larger than AWS saves, each at the part of the pair file that makes it grow. */
export function sizeMistakes(pair: Pair, source: Source): Mistake[] {
  return documentsOf(pair).flatMap(({ document, kind, what, path, fix }): Mistake[] => {
    const size = policySize(JSON.stringify(document), kind);
    const { most } = SIZE_LIMITS[kind];
    if (size <= most) return [];
    const fault = {
      what: `${nameOf(path)} makes a ${what} of ${size} characters`,
      allowed: `${most}, which is AWS's limit`,
      fix,
    };
    return [{ position: source.place(path, 'key'), fault }];
  });
}

function documentsOf(pair: Pair): Sized[] {
  const { bucketPolicy, keyPolicy, accessRoles } = producerDocuments(pair);
  const { roles } = consumerDocuments(pair);
  const all: Path = ['grants'];
  const elsewhere = 'move grants to a pair with a bucket of its own, or give them via: assume-role';
  const sized: Sized[] = [
    { document: bucketPolicy, kind: 'bucket', what: 'bucket policy', path: all, fix: elsewhere },
    ...(keyPolicy
      ? [{ document: keyPolicy, kind: 'key' as const, what: 'key policy', path: all, fix: elsewhere }]
      : []),
  ];
  const ofRole = (id: string, { policy, trustPolicy }: RoleDocuments, role: string): Sized[] => {
    const index = pair.grants.findIndex((grant) => grant.id === id);
    const prefixes: Path = ['grants', index, 'prefixes'];
    const trusted: Path = ['grants', index, 'trusted_by'];
    const fewer = 'give fewer prefixes, or one that covers them';
    const split = 'trust fewer, or give some a grant of their own';
    return [
      { document: policy, kind: 'identity', what: `policy of the ${role}`, path: prefixes, fix: fewer },
      role === 'consumer role'
        ? { document: trustPolicy, kind: 'trust', what: `trust policy of the ${role}`, path: trusted, fix: split }
        : {
            document: trustPolicy,
            kind: 'trust',
            what: `trust policy of the ${role}`,
            path: ['grants', index, 'external_id'],
            fix: 'agree on a shorter external id',
          },
    ];
  };
  for (const [id, documents] of roles) sized.push(...ofRole(id, documents, 'consumer role'));
  for (const [id, documents] of accessRoles) sized.push(...ofRole(id, documents, 'access role'));
  return sized;
}
