#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepCompiled } from './compile-cache';
import { report } from './errors';

const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
  version: string;
};

// What our dependencies are told of Node versions to come is for us, who pin them, and not for whoever runs a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
process.noDeprecation = true;

keepCompiled();

// Each command's module is loaded when the command runs: `--help` must not pay for cdktf or the AWS SDK.
const program = new Command('crossbucket')
  .description('Least-privilege Terraform for cross-account S3, proven before it reaches AWS.')
  .version(version)
  .showHelpAfterError('(crossbucket --help lists what there is)')
  .exitOverride();

program
  .command('synth')
  .description('write a producer and a consumer Terraform stack for each pair')
  .argument('[files...]', 'pair files (default: every .yaml, .yml and .json in pairs/)')
  .option('--out <dir>', 'folder for the stacks', 'cdktf.out')
  .action(async (files: string[], options) =>
    (require('./commands/synth') as typeof import('./commands/synth')).synth(files, options),
  );

program
  .command('verify')
  .description('deploy the stacks on a target, make the calls of the contract, and compare')
  .argument('[files...]', 'pair files (default: every .yaml, .yml and .json in pairs/)')
  .option('--stacks <dir>', 'verify Terraform JSON synthesized earlier, and perhaps edited since')
  .addOption(
    new Option('--target <target>', 'where the calls are made')
      .choices(['offline', 'embedded', 'localstack'])
      .default('embedded'),
  )
  .option('--endpoint <url>', 'an AWS-compatible endpoint that is running already, instead of starting a target')
  .addOption(
    new Option('--deploy <way>', 'how the stacks get there').choices(['direct', 'terraform']).default('direct'),
  )
  .option('--enforce', 'have a gateway in front of --target localstack or --endpoint enforce IAM')
  .addOption(
    new Option('--require <what>', 'fail where the target cannot show what it should refuse').choices(['enforcement']),
  )
  .addOption(new Option('--format <format>', 'of the report').choices(['table', 'json']).default('table'))
  .option('--mutate', 'make mistakes in the stacks, and see that the contract notices each of them')
  .action(async (files: string[], options) =>
    (require('./commands/verify') as typeof import('./commands/verify')).verify(files, options),
  );

program
  .command('explain')
  .description('say in words whether somebody may do something with the bucket of a pair, and why')
  .argument('<pair>', 'the pair file')
  .argument('<who>', 'a role of the pair, the ARN of any role or user, a service, or anonymous')
  .argument('<action>', 's3:GetObject, kms:Decrypt, sts:AssumeRole, …')
  .argument('[object]', "the object's key; the prefix of s3:ListBucket; the role of sts:AssumeRole")
  .option('--stacks <dir>', 'ask of Terraform JSON synthesized earlier, and perhaps edited since')
  .option('--no-tls', 'the call is made without TLS')
  .action(async (pair: string, who: string, action: string, object: string | undefined, options) =>
    (require('./commands/explain') as typeof import('./commands/explain')).explain(pair, who, action, object, options),
  );

program
  .command('simulate')
  .description('decide cases, each with the policies that bear on it; one line of JSON for each')
  .requiredOption('--cases <file>', 'a JSON array of cases, or one case a line; - is stdin')
  .action(async (options) =>
    (require('./commands/simulate') as typeof import('./commands/simulate')).simulate(options),
  );

program
  .command('emulate')
  .description('run the embedded AWS (S3, STS, IAM, KMS) until Ctrl-C')
  .option('--port <n>', 'port on the loopback address (default: a free one)')
  .option('--data <dir>', 'keep the state in this folder (default: nothing is kept)')
  .addOption(
    new Option('--denial-details <when>', 'tell why a call is refused: where AWS does, or always')
      .choices(['aws', 'always'])
      .default('aws'),
  )
  .action(async (options) => (require('./commands/emulate') as typeof import('./commands/emulate')).emulate(options));

program
  .command('doctor')
  .description('tell what can be relied on')
  .command('backend')
  .description('find out by calls what an AWS-compatible endpoint enforces')
  .argument('<url>', 'of the endpoint: http://127.0.0.1:4566')
  .addOption(new Option('--format <format>', 'of the matrix').choices(['table', 'json']).default('table'))
  .action(async (url: string, options) =>
    (require('./commands/doctor-backend') as typeof import('./commands/doctor-backend')).doctorBackend(url, options),
  );

program
  .command('gateway')
  .description('have another backend, such as LocalStack, enforce IAM until Ctrl-C')
  .requiredOption('--upstream <url>', 'where the backend answers, e.g. http://127.0.0.1:4566')
  .option('--port <n>', 'port on the loopback address (default: a free one)')
  .option('--accounts <ids>', 'accounts to read at once, comma-separated (default: each when it is first met)')
  .option('--region <region>', 'whose keys are read for --accounts')
  .action(async (options) => (require('./commands/gateway') as typeof import('./commands/gateway')).gateway(options));

program
  .command('schema')
  .description('print the JSON Schema of a pair file')
  .action(async () => (require('./commands/schema') as typeof import('./commands/schema')).schema());

program
  .command('add')
  .description('write a new pair file, from flags or from questions on a terminal')
  .argument('<name>', 'of the pair: a-z, 0-9 and -')
  .option('--dir <dir>', 'folder of the pair files', 'pairs')
  .option('--producer-account <id>', 'the account that owns the bucket')
  .option('--region <region>', 'of the bucket')
  .option('--bucket <name>', 'the bucket')
  .addOption(new Option('--encryption <kind>', 'of the bucket (default: kms)').choices(['kms', 's3']))
  .option('--no-access-logs', 'make no log bucket')
  .option('--consumer-account <id>', 'the account that gets access')
  .option('--consumer-region <region>', "the consumer's region (default: the bucket's)")
  .option('--organization <id>', 'the organization both accounts are in')
  .option('--role <role>', 'the role made in the consumer account, with its path')
  .option('--trusted-by <principals>', 'who may assume it: services and role ARNs, comma-separated')
  .addOption(new Option('--via <way>', 'how the grant is made').choices(['bucket-policy', 'assume-role']))
  .option('--external-id <id>', 'with --via assume-role')
  .option('--access <verbs>', 'of list, read, write, delete; comma-separated')
  .option('--prefixes <prefixes>', 'each ends in /; comma-separated; "" is the whole bucket')
  .action(async (name: string, options) =>
    (require('./commands/add') as typeof import('./commands/add')).add(name, options),
  );

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = report(error);
});
