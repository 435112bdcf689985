// Makes a fresh checkout runnable: installs the dependencies and compiles, each only when it has to.
// Plain Node, because it runs before anything is installed.
'use strict';
const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const rooms = ['access', 'contract', 'modules', 'stacks', 'emulator', 'integration', 'scripts'];

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** The newest modification below a folder; folders count too, so that a deleted file is noticed. */
function newest(folder) {
  let latest = modified(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) latest = Math.max(latest, newest(path));
    else if (entry.name.endsWith('.ts')) latest = Math.max(latest, modified(path));
  }
  return latest;
}

function run(what, command, args) {
  process.stderr.write(`crossbucket: ${what} …\n`);
  const shell = process.platform === 'win32';
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', shell });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? result.error?.message ?? ''}\n`);
  process.stderr.write(`crossbucket: ${what} failed; see above\n`);
  process.exit(3);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  process.stderr.write(`crossbucket: Node ${process.versions.node} is too old; install Node 20.9 or later\n`);
  process.exit(3);
}

// A packed copy holds dist/ and no sources: there is nothing to make.
if (existsSync(join(root, 'tsconfig.build.json'))) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (modified(join(root, 'package-lock.json')) > modified(installed)) {
    run('installing dependencies', 'npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
    utimesSync(installed, new Date(), new Date());
  }
  const stamp = join(root, 'dist', '.built');
  const sources = [...rooms.map((room) => newest(join(root, room))), modified(join(root, 'main.ts'))];
  if (Math.max(...sources, modified(join(root, 'tsconfig.json'))) > modified(stamp)) {
    const started = new Date();
    run('compiling', process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(stamp, '');
    utimesSync(stamp, started, started);
  }
}
