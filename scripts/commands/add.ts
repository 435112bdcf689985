import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkPairs, loadPairs, parsePair } from '../../contract/load';
import { CommandError } from '../errors';
import { asked, type Question } from './add-questions';
import { pairText, type PairAnswers } from './add-text';

type Flags = Readonly<Partial<Record<string, string | boolean>>> & { readonly dir: string };

/** From `dist/scripts/commands/`, in a checkout and in an installed copy. */
const schemaFile = join(__dirname, '..', '..', '..', 'docs', 'pair.schema.json');

const list = (text: string): string[] => text.split(',').map((part) => part.trim());

/** What is needed, in the order in which it is asked; the flag of each has the same name. */
const questions: readonly Question[] = [
  { name: 'producerAccount', flag: '--producer-account', text: 'account that owns the bucket (12 digits)' },
  { name: 'region', flag: '--region', text: "the bucket's region, e.g. eu-west-1" },
  { name: 'bucket', flag: '--bucket', text: "the bucket's name" },
  { name: 'consumerAccount', flag: '--consumer-account', text: 'account that gets access (12 digits)' },
  { name: 'role', flag: '--role', text: 'role to make there, with a path if it has one' },
  { name: 'trustedBy', flag: '--trusted-by', text: 'who may assume it: services, role ARNs (comma-separated)' },
  { name: 'access', flag: '--access', text: 'of list, read, write, delete (comma-separated)' },
  { name: 'prefixes', flag: '--prefixes', text: 'prefixes, each ending in / (comma-separated; "" = whole bucket)' },
];

/**
 * `crossbucket add NAME …`: writes a commented pair file, from flags, or from questions on a terminal for those that
 * were left out. The file is checked, alone and beside the pairs that are there, before a byte of it is written.
 *
 * @throws CommandError with exit code 2 when something is missing or the file is there; PairFileError when it would
 *   be wrong
 */
export async function add(name: string, flags: Flags): Promise<void> {
  const answers = await asked(questions, flags);
  const file = join(flags.dir, `${name}.yaml`);
  const text = pairText(answersOf(name, answers, flags));
  const pair = parsePair(text, file);
  if (existsSync(file)) throw new CommandError(`${file} is there already; choose another name or edit it`, 2);
  const others = existsSync(flags.dir) ? readdirSync(flags.dir).filter((entry) => /\.(ya?ml|json)$/.test(entry)) : [];
  checkPairs([...loadPairs(others.map((entry) => join(flags.dir, entry))), pair]);
  mkdirSync(flags.dir, { recursive: true });
  // wx: another process may have made it since it was looked for.
  writeFileSync(file, text, { flag: 'wx' });
  process.stdout.write(`${file}\n`);
}

function answersOf(name: string, answers: Readonly<Record<string, string>>, flags: Flags): PairAnswers {
  const text = (flag: string) => (typeof flags[flag] === 'string' ? (flags[flag] as string) : undefined);
  return {
    schema: relative(flags.dir, schemaFile).replaceAll('\\', '/'),
    name,
    producer: {
      account: answers.producerAccount!,
      region: answers.region!,
      bucket: answers.bucket!,
      encryption: text('encryption') ?? 'kms',
      accessLogs: flags.accessLogs !== false,
    },
    consumer: { account: answers.consumerAccount!, region: text('consumerRegion') ?? answers.region! },
    organization: text('organization'),
    grant: {
      role: answers.role!,
      trustedBy: list(answers.trustedBy!),
      via: text('via') ?? (text('externalId') ? 'assume-role' : 'bucket-policy'),
      externalId: text('externalId'),
      access: list(answers.access!),
      prefixes: list(answers.prefixes!).map((prefix) => prefix.replace(/^""$/, '')),
    },
  };
}
