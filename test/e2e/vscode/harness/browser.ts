import { chromium, type Browser } from 'playwright-core';

let started: Promise<Browser> | undefined;

/** One browser for a test file; every test has a context of its own in it. */
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
