import type { Page } from 'playwright-core';
import { browser } from '../../browser.ts';
import { pageFiles } from './bundle.ts';
import { ScriptedHost } from './scriptedHost.ts';
import { pageHtml, type ThemeName } from './theme.ts';
import { BROWSER_SIDE } from './wire.ts';

const ORIGIN = 'http://localhost';

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  readonly surface?: 'view' | 'tab';
  /** Fills the host before the page asks. */
  readonly host?: (host: ScriptedHost) => void;
}

/** The page in Chromium with a scripted host behind it. */
export interface OpenPage {
  readonly page: Page;
  readonly host: ScriptedHost;
  /** Errors of the page's console; violations of the content security policy are among them. */
  readonly consoleErrors: string[];
  close(): Promise<void>;
}

export async function openPage(options: OpenOptions = {}): Promise<OpenPage> {
  const { width = 900, height = 900, theme = 'dark', surface = 'view' } = options;
  const { script, style } = await pageFiles();
  const context = await (await browser()).newContext({ viewport: { width, height } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: ORIGIN });
  const page = await context.newPage();
  const consoleErrors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => consoleErrors.push(String(error)));
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/')
      return route.fulfill({ contentType: 'text/html', body: pageHtml(theme, surface) });
    if (path === '/main.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (path === '/main.css') return route.fulfill({ contentType: 'text/css', body: style });
    return route.abort();
  });
  const host = new ScriptedHost();
  options.host?.(host);
  await host.attach(page);
  await page.addInitScript(BROWSER_SIDE);
  await page.goto(`${ORIGIN}/`);
  await page.waitForSelector('.page, .lost', { timeout: 10_000 }).catch(() => {
    throw new Error(`The page stayed empty. ${consoleErrors.join('\n')}`);
  });
  return { page, host, consoleErrors, close: () => context.close() };
}
