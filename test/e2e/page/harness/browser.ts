import { chromium, type Browser } from 'playwright-core';

let started: Promise<Browser> | undefined;

/** The machine's own Chromium; a test that finds none fails with a sentence that says so. */
export function browser(): Promise<Browser> {
  started ??= chromium.launch({
    executablePath: process.env['FIGSCOPE_CHROMIUM'] ?? '/usr/bin/chromium',
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
