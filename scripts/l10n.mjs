// `npm run l10n`: collects the texts that users read into l10n/bundle.l10n.json, which translations are made from.
import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getL10nJson } from '@vscode/l10n-dev';
import { root } from './ensure.mjs';

const FOLDERS = ['src/extension', 'webview'];
export const BUNDLE = join(root, 'l10n', 'bundle.l10n.json');

/** All texts of the extension and its page, sorted. @returns {Promise<Record<string, string>>} */
export async function collectTexts() {
  const sources = [];
  for (const folder of FOLDERS)
    for (const file of await readdir(join(root, folder), { recursive: true }))
      if (/\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
        sources.push({
          extension: extname(file),
          contents: await readFile(join(root, folder, file), 'utf8'),
        });
  const found = /** @type {Record<string, string>} */ (await getL10nJson(sources));
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const texts = await collectTexts();
  await mkdir(join(root, 'l10n'), { recursive: true });
  await writeFile(BUNDLE, `${JSON.stringify(texts, undefined, 2)}\n`);
  console.log(`${Object.keys(texts).length} texts in l10n/bundle.l10n.json`);
}
