// `npm start -- <args>` is `figscope <args>` from a fresh clone: installs and builds what is missing, then runs it.
// Without arguments it asks a sample question about a sample figure and writes an HTML report.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, root } from './ensure.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();

const given = process.argv.slice(2);
const sample = [
  'ask',
  join(root, 'media/samples/nuclei.png'),
  'How many nuclei are there?',
  '--report',
  'figscope-report.html',
];
const run = spawnSync(
  process.execPath,
  [join(root, 'dist/cli.mjs'), ...(given.length > 0 ? given : sample)],
  // npm runs scripts in the package folder; paths that the user typed are relative to where they typed them.
  { stdio: 'inherit', cwd: process.env['INIT_CWD'] ?? process.cwd() },
);
process.exit(run.status ?? 1);
