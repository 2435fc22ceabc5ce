// The browser: the machine's own, never one from a browser vendor's download server.
import { existsSync } from 'node:fs';
import { Missing } from './missing.mjs';
import { aptInstall, canInstall, which } from './system.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns {string | undefined} */
function find() {
  const named = process.env['FIGSCOPE_CHROMIUM'];
  if (named) return existsSync(named) ? named : undefined;
  for (const name of NAMES) {
    const path = which(name);
    if (path) return path;
  }
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
}

/** Path of a Chromium. @param {{ install: boolean }} options @throws {Missing} */
export function ensureChromium({ install }) {
  const found = find();
  if (found) return found;
  if (process.env['FIGSCOPE_CHROMIUM'])
    throw new Missing(`FIGSCOPE_CHROMIUM names no file: ${process.env['FIGSCOPE_CHROMIUM']}`);
  if (install && canInstall() && aptInstall(['chromium'])) {
    const installed = find();
    if (installed) return installed;
  }
  throw new Missing(
    'The end-to-end tests need Chromium or Chrome. Install it (Debian: apt-get install chromium), or name one with FIGSCOPE_CHROMIUM.',
  );
}
