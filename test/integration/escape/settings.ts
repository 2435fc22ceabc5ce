import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Can this system give the sandbox a network namespace? */
export function namespaces(): boolean {
  if (process.platform !== 'linux') return false;
  const flags = ['--map-root-user', '--net', '--ipc', '--uts', '--pid', '--fork', '--', 'true'];
  return spawnSync('unshare', flags).status === 0;
}

/** Node 24 as `scripts/node24.mjs` installs it; undefined where it was not fetched. */
export function node24(): string | undefined {
  const path = fileURLToPath(
    new URL('../../../.cache/node24/node_modules/node/bin/node', import.meta.url),
  );
  return existsSync(path) ? path : undefined;
}
