import type { PolicyDocument, Statement } from '../../access/policy/document';
import { statementsOf } from '../../access/policy/statements';
import type { PairStacks } from '../deploy/stack-files';

/** What a policy of a synthesized stack is of. */
export type SiteKind = 'bucket' | 'log-bucket' | 'key' | 'role' | 'trust';

/** A policy of a synthesized stack: a resource's address, and the argument that holds it. */
export interface PolicySite {
  readonly side: 'producer' | 'consumer';
  readonly kind: SiteKind;
  readonly address: string;
  readonly document: PolicyDocument;
}

type Attributes = Record<string, unknown>;
interface TerraformJson {
  readonly resource?: Record<string, Record<string, Attributes>>;
}

const policyArguments = ['policy', 'assume_role_policy'] as const;

/** All policies of a pair's stacks. */
export function policySites(stacks: PairStacks): PolicySite[] {
  return (['producer', 'consumer'] as const).flatMap((side) =>
    Object.entries((stacks[side].json as TerraformJson).resource ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources).flatMap(([name, attributes]) =>
        policyArguments.flatMap((argument) => {
          const text = attributes[argument];
          if (typeof text !== 'string') return [];
          const kind = kindOf(type, name, argument);
          return [{ side, kind, address: `${type}.${name}.${argument}`, document: parsed(text) }];
        }),
      ),
    ),
  );
}

function kindOf(type: string, name: string, argument: (typeof policyArguments)[number]): SiteKind {
  if (argument === 'assume_role_policy') return 'trust';
  if (type === 'aws_kms_key') return 'key';
  if (type !== 'aws_s3_bucket_policy') return 'role';
  return name === 'logs' ? 'log-bucket' : 'bucket';
}

/** A pair's stacks after somebody has edited one of them. @param edit changes the stack's JSON in place */
export function edited(
  stacks: PairStacks,
  side: PolicySite['side'],
  edit: (resource: Record<string, Record<string, Attributes>>) => void,
): PairStacks {
  const json = structuredClone(stacks[side].json) as TerraformJson;
  edit(json.resource!);
  return { ...stacks, [side]: { ...stacks[side], json } };
}

/** A pair's stacks with other statements in one of their policies. */
export function withStatements(
  stacks: PairStacks,
  { side, address }: Pick<PolicySite, 'side' | 'address'>,
  change: (statements: Statement[]) => readonly Statement[],
): PairStacks {
  const [type, name, argument] = address.split('.') as [string, string, string];
  return edited(stacks, side, (resource) => {
    const attributes = resource[type]![name]!;
    const document = parsed(String(attributes[argument]));
    const Statement = change([...structuredClone(statementsOf(document))]);
    attributes[argument] = JSON.stringify({ ...document, Statement }).replaceAll('${', '$${');
  });
}

const parsed = (text: string): PolicyDocument => JSON.parse(text.replaceAll('$${', '${')) as PolicyDocument;
