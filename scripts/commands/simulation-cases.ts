import { z } from 'zod';
import type { PolicyDocument } from '../../access/policy/document';
import { PolicyError } from '../../access/policy/errors';
import { statementsIn } from '../../access/policy/shape';
import { unknownValue } from '../../access/policy/unknown';
import { callerNamed } from '../../access/simulate/caller-named';
import type { SimulationCase } from '../../access/simulate/simulate';
import { CommandError } from '../errors';

/** What AWS says of a policy, and what it leaves out. */
export const refusal = ({ message, detail }: PolicyError): string => (detail ? `${message}: ${detail}` : message);

/** A policy of the right shape. Whether AWS would save it is another question than what it decides. */
const policy = z.unknown().transform((written, context): PolicyDocument => {
  try {
    const document = withReferences(written);
    statementsIn(document, 'bucket');
    return document as PolicyDocument;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    context.addIssue({ code: 'custom', message: refusal(error) });
    return z.NEVER;
  }
});

const oneOrMany = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(one));
const account = z.string().regex(/^\d{12}$/, 'an account id has 12 digits, in quotes');
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Further members, such as a case's source, are for its readers. */
const simulationCase = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  principal: z.string().superRefine((name, context) => {
    try {
      callerNamed(name);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  }),
  action: z.string().regex(/^[\w-]+:\w+$/, 'an action is service:Operation, e.g. s3:GetObject'),
  resource: z.string().min(1).transform(withReferences),
  resourceAccount: account,
  context: z.record(z.string(), z.union([scalar, z.array(scalar)])).optional(),
  identity: oneOrMany(policy).optional(),
  boundary: policy.optional(),
  session: oneOrMany(policy).optional(),
  resourcePolicy: policy.optional(),
  accessPointPolicy: policy.optional(),
  scps: z.array(oneOrMany(policy)).optional(),
  rcps: z.array(oneOrMany(policy)).optional(),
  vpce: policy.optional(),
  managementAccount: account.optional(),
  publicAccessBlock: z.record(z.string(), z.boolean()).transform(lowerFirst).optional(),
  expect: z.enum(['allow', 'explicitDeny', 'implicitDeny', 'unknown']).optional(),
});

/**
 * Reads the cases of `crossbucket simulate`: a JSON array, or one case a line. A context key whose value is null is one
 * that is not known; a Terraform reference such as `${aws_kms_key.data.arn}` in a policy or resource neither.
 *
 * @param source what messages call the text
 * @throws CommandError with exit code 2 that names the case, the value and what is allowed
 */
export function simulationCases(text: string, source: string): SimulationCase[] {
  const cases = written(text, source).map(({ value, where }): SimulationCase => {
    const result = simulationCase.safeParse(prepared(value), { reportInput: true });
    if (result.success) return result.data as SimulationCase;
    const id = (value as { id?: unknown } | null)?.id;
    const named = typeof id === 'string' || typeof id === 'number' ? `${where}, case ${id}` : where;
    const problems = result.error.issues.map((issue) => `${named}: ${problem(issue)}`);
    throw new CommandError(problems.join('\n'), 2);
  });
  const ids = new Set<string>();
  for (const { id } of cases) {
    if (ids.has(id))
      throw new CommandError(`${source}: two cases have the id ${JSON.stringify(id)}; give each its own`, 2);
    ids.add(id);
  }
  return cases;
}

interface Written {
  readonly value: unknown;
  readonly where: string;
}

function written(text: string, source: string): Written[] {
  const whole = text.replace(/^\uFEFF/, '').trim();
  if (whole === '') throw new CommandError(`${source} has no case; it is a JSON array of them, or one a line`, 2);
  const value = whole.startsWith('[') ? parsed(whole, source) : undefined;
  if (Array.isArray(value)) return value.map((one, index) => ({ value: one, where: `${source}[${index}]` }));
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line, index) => ({ line, where: `${source}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, where }) => ({ value: parsed(line, where), where }));
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(
      `${where}: no JSON (${(error as Error).message}); it is an array of cases, or one case a line`,
      2,
    );
  }
}

/** What a writer leaves empty counts as left out, but for context keys: there null is a value not known. */
function prepared(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  const context = (value as { context?: unknown }).context;
  if (typeof context !== 'object' || context === null) return Object.fromEntries(members);
  const keys = Object.entries(context).map(([key, one]) => [key, one ?? unknownValue(key)]);
  return Object.fromEntries([...members, ['context', Object.fromEntries(keys)]]);
}

/** A reference has a dot and no colon; a policy variable has a colon, or no dot. */
const REFERENCE = /\$\{([a-z][\w-]*(?:\.[\w-]+|\[[^\]]*\])*\.[\w-]+(?:\[[^\]]*\])*)\}/g;

function withReferences<T>(value: T): T {
  const text = JSON.stringify(value);
  return text === undefined
    ? value
    : (JSON.parse(text.replace(REFERENCE, (_, name: string) => unknownValue(name))) as T);
}

function lowerFirst(settings: Record<string, boolean>): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key[0]!.toLowerCase() + key.slice(1), value]),
  );
}

function problem(issue: z.core.$ZodIssue): string {
  const at = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  const got = issue.code === 'custom' ? '' : ` (got ${JSON.stringify(issue.input) ?? 'nothing'})`;
  return `${at.replace(/^\./, '') || 'the case'}: ${issue.message}${got}`;
}
