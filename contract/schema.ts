import { z } from 'zod';
import { accountProblem } from './fields/account';
import { bucketProblem } from './fields/bucket-name';
import { externalIdProblem, organizationProblem, pairNameProblem, roleProblem } from './fields/names';
import { prefixProblem } from './fields/prefix';
import type { TextRule } from './fields/problem';
import { regionProblem } from './fields/region';
import { trustedProblem } from './fields/trusted-principal';
import { allRegions } from './regions';
import { allVerbs } from './verbs';

/** A text with a rule; what breaks it is reported as the rule's own problem. @param hints what an editor is told */
function text(rule: TextRule, hints: Readonly<Record<string, unknown>>) {
  return z
    .string()
    .superRefine((value, context) => {
      const problem = rule(value);
      if (problem) context.addIssue({ code: 'custom', params: { problem } });
    })
    .meta(hints);
}

const account = (description: string) => text(accountProblem, { description });

const producer = z
  .strictObject({
    account: account('The account that owns the bucket: 12 digits, in quotes.'),
    region: text(regionProblem, { description: "The bucket's region.", enum: allRegions }),
    bucket: text(bucketProblem, {
      description: "The bucket's name, which is global in its partition.",
      pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
    }),
    encryption: z
      .enum(['kms', 's3'])
      .default('kms')
      .meta({ description: 'kms: a customer managed key with a bucket key. s3: keys that S3 manages.' }),
    access_logs: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether server access logs go to a log bucket of its own, named <bucket>-logs.' }),
  })
  .meta({ description: 'The side that owns the bucket.' });

const consumer = z
  .strictObject({
    account: account('The account that gets access: 12 digits, in quotes.'),
    region: text(regionProblem, {
      description: "Where the consumer works. Default: the producer's region.",
      enum: allRegions,
    }).optional(),
  })
  .meta({ description: 'The side that gets access.' });

const grant = z
  .strictObject({
    role: text(roleProblem, {
      description:
        'The role that is made in the consumer account, with its path in front if it has one: team/analytics-reader.',
      pattern: '^([!-.0-~]+/)*[\\w+=,.@-]{1,64}$',
    }),
    trusted_by: z
      .array(
        text(trustedProblem, {
          description: 'A service (ec2.amazonaws.com) or the ARN of a role.',
          pattern: '^(arn:[a-z-]+:iam::\\d{12}:role/.+|[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?)$',
        }),
      )
      .min(1)
      .meta({ description: 'Who may assume that role. Never *.' }),
    via: z.enum(['bucket-policy', 'assume-role']).default('bucket-policy').meta({
      description: "How access is given: by the bucket's policy, or by a role of the producer that this role assumes.",
    }),
    external_id: text(externalIdProblem, {
      description:
        'With via: assume-role, and required there: what the role has to show when it assumes the access role.',
      pattern: '^[\\w+=,.@:/-]{2,1224}$',
    }).optional(),
    access: z
      .array(z.enum(allVerbs as [string, ...string[]]))
      .min(1)
      .meta({ description: 'What is opened: list, read, write, delete, and nothing else.' }),
    prefixes: z
      .array(
        text(prefixProblem, {
          description: 'Ends in /. "" is the whole bucket, and has to be written out.',
          pattern: '^$|^(?!/)(?!.*(//|[*?]|\\$\\{)).*/$',
        }),
      )
      .min(1)
      .meta({ description: 'Where it is opened.' }),
  })
  .meta({ description: 'One role, and what it may do.' });

/** A pair file, field by field. What its fields have to do with each other is asked by `pair-file/rules.ts`. */
export const pairSchema = z
  .strictObject({
    $schema: z.string().optional().meta({ description: 'Where editors find this schema, in JSON files.' }),
    name: text(pairNameProblem, {
      description: 'Unique in a run. The stacks are <name>-producer and <name>-consumer.',
      pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
    }),
    producer,
    consumer,
    organization: text(organizationProblem, {
      description: "The organization that both accounts are in. Adds aws:PrincipalOrgID to the producer's half.",
      pattern: '^o-[a-z0-9]{10,32}$',
    }).optional(),
    grants: z.array(grant).min(1).meta({ description: 'Who may do what. One grant makes one role.' }),
  })
  .meta({ title: 'crossbucket pair', description: 'One bucket, two accounts, and who may do what.' });

/** The keys of each object of a pair file, by the key that it stands under; '' is the file itself. */
export const pairKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(pairSchema.shape).filter((key) => key !== '$schema'),
  producer: Object.keys(producer.shape),
  consumer: Object.keys(consumer.shape),
  grants: Object.keys(grant.shape),
};

/** A pair file whose fields are each right, with its defaults filled in. */
export type PairFile = z.infer<typeof pairSchema>;

const accounts: ReadonlySet<unknown> = new Set([producer.shape.account, consumer.shape.account]);

/**
 * The JSON Schema of a pair file, which editors read: it says less than {@link pairSchema}, which has the last word.
 * `docs/pair.schema.json` is its committed output.
 */
export function pairJsonSchema(): object {
  return z.toJSONSchema(pairSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (!accounts.has(zodSchema)) return;
      delete jsonSchema.type;
      // A number that still has all its digits is taken too.
      jsonSchema.anyOf = [
        { type: 'string', pattern: '^\\d{12}$' },
        { type: 'integer', minimum: 100_000_000_000, maximum: 999_999_999_999 },
      ];
    },
  });
}
