import { actionsMatching } from '../tables/actions';
import type { PolicyKind, Statement } from './document';
import { malformed } from './errors';
import { GRAMMARS } from './grammar';
import { supportsRcp } from './rcp-services';
import { missing } from './shape';
import { listOf } from './statements';
import { hasUnknown } from './unknown';
import { isReadByIam, shown, SYNTAX } from './words';

/** An action that is refused: in the service's words, and what would be accepted. */
interface Refusal {
  readonly message: string;
  readonly allowed: string;
}

type ActionRule = (action: string) => Refusal | undefined;

/** `service:name` as every service reads it, or all actions of all services. */
const QUALIFIED = /^(\*|[a-z0-9.-]+:[^:]+)$/i;

const iamRule: ActionRule = (action) => {
  if (action === '*') return undefined;
  const [vendor, ...rest] = action.split(':');
  const allowed = 'service:action, e.g. s3:GetObject or s3:Get*, or "*"';
  if (rest.length === 0) {
    return { message: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.', allowed };
  }
  if (rest.length > 1) return { message: 'Actions/Condition can contain only one colon.', allowed };
  return vendor === '*' || /^[a-z0-9.-]+$/i.test(vendor!)
    ? undefined
    : { message: `Vendor ${vendor} is not valid`, allowed };
};

const rule =
  (form: RegExp, message: string, allowed: string): ActionRule =>
  (action) =>
    form.test(action) ? undefined : { message, allowed };

const BUCKET_ACTION = /^(\*|(s3|s3-object-lambda|s3-outposts|s3express):[a-z*?]+)$/i;

/** What can stand as an action in each kind of policy. S3 alone asks whether there is such an action. */
const RULES: Readonly<Record<PolicyKind, ActionRule>> = {
  identity: iamRule,
  boundary: iamRule,
  session: iamRule,
  bucket: (action) =>
    BUCKET_ACTION.test(action) && actionsMatching(action)?.length !== 0
      ? undefined
      : {
          message: 'Policy has invalid action',
          allowed: 'actions of S3 only, and those that it has, e.g. s3:GetObject, s3:Get* or s3:*',
        },
  trust: rule(
    /^sts:[a-z*?]+$/i,
    'AssumeRole policy may only specify STS AssumeRole actions.',
    'actions of STS only, e.g. sts:AssumeRole or sts:TagSession',
  ),
  key: rule(QUALIFIED, SYNTAX, 'kms:action, e.g. kms:Decrypt, kms:GenerateDataKey* or kms:*'),
  vpce: rule(QUALIFIED, SYNTAX, 'service:action, e.g. s3:GetObject, or "*"'),
  scp: rule(QUALIFIED, SYNTAX, 'service:action, e.g. s3:GetObject, or "*"'),
  rcp: (action) =>
    action !== '*' && QUALIFIED.test(action) && supportsRcp(action)
      ? undefined
      : {
          message: SYNTAX,
          allowed: 'service:action of a service that resource control policies know, e.g. s3:*, never "*"',
        },
};

/**
 * Refuses statements without actions, where the kind of policy needs them, in the order in which IAM asks: all of them
 * first, before any action is read.
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function checkHasActions(statements: readonly Statement[], kind: PolicyKind): void {
  statements.forEach(({ Action, NotAction }, index) => {
    const where = `Statement[${index}]`;
    if (NotAction !== undefined && GRAMMARS[kind].without?.includes('NotAction')) {
      throw malformed(kind, SYNTAX, `${where} has NotAction; list what it denies in Action`);
    }
    if (GRAMMARS[kind].action === 'optional') return;
    const actions = Action ?? NotAction;
    if (actions !== undefined && listOf(actions).length > 0) return;
    const detail = `${where} has no Action and no NotAction`;
    if (isReadByIam(kind)) throw malformed(kind, 'Policy statement must contain actions.', detail);
    if (actions !== undefined && kind === 'bucket') throw malformed(kind, 'Policy has invalid action', detail);
    throw missing(kind, 'Action', where);
  });
}

/** Refuses actions that the kind of policy cannot have (R-ACT). @throws PolicyError */
export function checkActions(statements: readonly Statement[], kind: PolicyKind): void {
  statements.forEach(({ Action, NotAction }, index) => {
    const name = Action === undefined ? 'NotAction' : 'Action';
    for (const action of listOf(Action ?? NotAction ?? [])) {
      const refusal = hasUnknown(action) ? undefined : RULES[kind](action);
      if (!refusal) continue;
      const detail = `Statement[${index}].${name} has ${shown(action)}; allowed: ${refusal.allowed}`;
      throw malformed(kind, refusal.message, detail);
    }
  });
}
