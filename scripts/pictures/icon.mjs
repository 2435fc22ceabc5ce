// Renders media/icon.png from icon.svg: `node scripts/pictures/icon.mjs`. Needs a Chromium on the PATH.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../ensure.mjs';

const SIZE = 256;
const svg = await readFile(join(root, 'scripts/pictures/icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
await writeFile(join(root, 'media/icon.png'), await page.screenshot({ omitBackground: true }));
await browser.close();
