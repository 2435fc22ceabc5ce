// `npm run e2e [-- <vitest arguments>]`: the packaged extension in a real VS Code (code-server) driven by a real Chromium.
// --install: as root, installs missing system packages with apt-get (also when CI is set). --as-is: takes the extension that was
// installed by the last run, without building.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, root } from './ensure.mjs';
import { ensureChromium } from './e2e/chromium.mjs';
import { ensureCodeServer } from './e2e/codeServer.mjs';
import { ensureNode24 } from './e2e/node24.mjs';
import { Missing } from './e2e/missing.mjs';

const own = ['--install', '--as-is'];
const args = process.argv.slice(2);
const rest = args.filter((arg) => !own.includes(arg));
const install = args.includes('--install') || Boolean(process.env['CI']);

ensureNode();
await ensureInstalled();

try {
  const chromium = ensureChromium({ install });
  const node = ensureNode24();
  const codeServer = await ensureCodeServer(node, { install });
  if (!args.includes('--as-is')) await ensureBuilt();
  const { ensureExtensions } = await import('./e2e/extensions.mjs');
  const extensions = await ensureExtensions(node, codeServer, { asIs: args.includes('--as-is') });
  const projects = rest.includes('--project') ? [] : ['--project', 'page', '--project', 'e2e'];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...projects, ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      FIGSCOPE_CHROMIUM: chromium,
      FIGSCOPE_E2E_NODE: node,
      FIGSCOPE_E2E_CODE_SERVER: codeServer,
      FIGSCOPE_E2E_EXTENSIONS: extensions,
    },
  });
  process.exitCode = status ?? 1;
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
