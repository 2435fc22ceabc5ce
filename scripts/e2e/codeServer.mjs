// VS Code for the browser: code-server from npm, in .cache/e2e/code-server.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../ensure.mjs';
import { Missing } from './missing.mjs';
import { aptInstall, canInstall, which } from './system.mjs';

const VERSION = '4.139.1';
const folder = join(root, '.cache/e2e/code-server');
const stamp = join(folder, '.stamp');
const entry = join(folder, 'node_modules/code-server/out/node/entry.js');

/** What its native modules are compiled with: a file or program to look for, and the Debian package that has it. */
const NEEDS = [
  { program: 'gcc', package: 'gcc' },
  { program: 'g++', package: 'g++' },
  { program: 'make', package: 'make' },
  { program: 'python3', package: 'python3' },
  { file: '/usr/include/gssapi/gssapi.h', package: 'libkrb5-dev' },
];

const lacking = () =>
  NEEDS.filter(({ program, file }) =>
    program
      ? which(program) === undefined
      : process.platform === 'linux' && !existsSync(file ?? ''),
  ).map((need) => need.package);

/** @param {string} node */
const works = (node) => {
  if (!existsSync(entry)) return false;
  const { status, stdout } = spawnSync(node, [entry, '--version'], { encoding: 'utf8' });
  return status === 0 && stdout.startsWith(VERSION);
};

/**
 * Path of code-server's script.
 * @param {string} node Node 24
 * @param {{ install: boolean }} options
 * @throws {Missing}
 */
export async function ensureCodeServer(node, { install }) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === VERSION && existsSync(entry))
    return entry;
  if (!works(node)) await fetchIt(node, install);
  await writeFile(stamp, VERSION);
  return entry;
}

/** @param {string} node @param {boolean} install */
async function fetchIt(node, install) {
  let missing = lacking();
  if (missing.length > 0 && install && canInstall() && aptInstall(missing)) missing = lacking();
  if (missing.length > 0)
    throw new Missing(
      `code-server compiles native modules and needs ${missing.join(', ')} (Debian: apt-get install ${missing.join(' ')}).`,
    );
  process.stderr.write(`Fetching code-server ${VERSION} from npm (once, some minutes)…\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync(
    'npm',
    ['install', ...flags, '--prefix', '.', `code-server@${VERSION}`],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment(node),
    },
  );
  if (status !== 0 || !works(node))
    throw new Missing('code-server could not be installed from npm: see its message above.');
}

/**
 * Its install script compiles for the Node that is first on the PATH, and reads from npm's user agent which one that is.
 * @param {string} node
 */
function environment(node) {
  const { npm_config_user_agent: _outer, npm_node_execpath: _path, ...env } = process.env;
  return { ...env, PATH: `${dirname(node)}${delimiter}${env['PATH'] ?? ''}` };
}
