import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../ensure.mjs';
import { Missing } from './missing.mjs';

/** Path of Node 24, which code-server needs. @throws {Missing} */
export function ensureNode24() {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/node24.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const path = stdout.trim();
  if (status !== 0 || path === '')
    throw new Missing('The end-to-end tests need Node 24, fetched from npm. Is npm reachable?');
  return path;
}
