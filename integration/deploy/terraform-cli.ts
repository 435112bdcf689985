import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Terraform could not be run, or said no. The message ends with what Terraform printed. */
export class TerraformError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TerraformError';
  }
}

// Everything else stays out: a profile, a proxy for AWS, TF_VAR_… or TF_CLI_ARGS of the caller's shell would change what is shown.
const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TF_PLUGIN_CACHE_DIR', 'HTTPS_PROXY', 'HTTP_PROXY', 'SSL_CERT_FILE'];

/** The environment of a Terraform child: only what it needs, whatever the shell has set. */
export function terraformEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
  for (const name of passed) if (process.env[name] !== undefined) env[name] = process.env[name];
  // The embedded AWS is on the loopback address: no proxy may come between.
  env.NO_PROXY = '127.0.0.1,localhost';
  const config = process.env.TF_CLI_CONFIG_FILE;
  if (config && existsSync(config)) env.TF_CLI_CONFIG_FILE = config;
  if (env.TF_PLUGIN_CACHE_DIR) env.TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE = '1';
  return env;
}

/** How a Terraform command ended. */
export interface TerraformRun {
  readonly exitCode: number;
  readonly output: string;
  /** Milliseconds. */
  readonly duration: number;
}

/**
 * Runs one Terraform command to its end.
 *
 * @param args e.g. `['apply', '-auto-approve']`
 * @param cwd the stack's working directory
 * @param signal ends the command: Terraform is interrupted, which lets it release its locks, and waited for
 * @param allowed exit codes that are no failure. @default [0]
 * @throws TerraformError when Terraform is not there or ends otherwise
 */
export function terraform(
  args: readonly string[],
  cwd: string,
  signal?: AbortSignal,
  allowed: readonly number[] = [0],
): Promise<TerraformRun> {
  const started = performance.now();
  const command = process.env.TERRAFORM_BINARY_PATH ?? 'terraform';
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new TerraformError('interrupted'));
    // A group of its own: Ctrl-C on the terminal reaches it once, from us, and not twice.
    const child = spawn(command, args, {
      cwd,
      env: terraformEnvironment(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const interrupt = () => child.kill('SIGINT');
    signal?.addEventListener('abort', interrupt, { once: true });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        new TerraformError(
          error.code === 'ENOENT'
            ? `${command} is not on the PATH; install Terraform 1.5 or later, or use --deploy direct, which needs none`
            : `${command}: ${error.message}`,
        ),
      ),
    );
    child.on('close', (code) => {
      signal?.removeEventListener('abort', interrupt);
      const exitCode = code ?? -1;
      if (signal?.aborted) return reject(new TerraformError('interrupted'));
      if (allowed.includes(exitCode)) return resolve({ exitCode, output, duration: performance.now() - started });
      reject(new TerraformError(`terraform ${args[0]} of ${cwd} ended with ${exitCode}:\n${tail(output)}`));
    });
  });
}

function tail(output: string): string {
  // Terraform colours its errors even with -no-color in some places.
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '').trimEnd();
  const error = plain.indexOf('Error:');
  return (error >= 0 ? plain.slice(error) : plain).split('\n').slice(0, 25).join('\n');
}
