import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

let started: Promise<Browser> | undefined;

const CHROMIUM = process.env['FIGSCOPE_CHROMIUM'] ?? '/usr/bin/chromium';

/** The machine's own Chromium; a test that finds none fails with a sentence that says so. */
export function browser(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `There is no Chromium at ${CHROMIUM}. Install it, or name it in FIGSCOPE_CHROMIUM.`,
    );
  started ??= chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return started;
}

export async function closeBrowser(): Promise<void> {
  await (await started)?.close();
  started = undefined;
}
