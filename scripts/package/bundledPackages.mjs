// Which npm packages are in our bundles, and their licence texts.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../ensure.mjs';
import { mit } from './licences/standard.mjs';

/** @typedef {{ name: string, version: string, licence: string, text: string }} Notice */

/** Packages that ship no licence file; all say MIT in their manifest. @type {Readonly<Record<string, string>>} */
const COPYRIGHT = {
  '@microsoft/fast-element': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  '@microsoft/fast-foundation': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  '@microsoft/fast-web-utilities': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  '@vscode/l10n': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  'onnxruntime-common': 'Copyright (c) Microsoft Corporation',
  'onnxruntime-node': 'Copyright (c) Microsoft Corporation',
};

/** Whose code may not be shipped: the package is used for two wheels alone, which have licences of their own. */
const NEVER = ['@bentopdf/pymupdf-wasm'];

const LICENCE_FILE = /^(licen[cs]e|copying|notice|copyright)/i;

/**
 * Folders of the npm packages that the bundles took code or files from.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
export function packageFolders(metafiles) {
  const folders = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

/**
 * @param {string} folder relative to the repository
 * @returns {Promise<Notice>}
 */
export async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(root, folder, 'package.json'), 'utf8'),
  );
  if (NEVER.includes(name)) throw new Error(`${name} must not be in a bundle: ${license}.`);
  const files = (await readdir(join(root, folder))).filter((file) => LICENCE_FILE.test(file));
  const texts = await Promise.all(
    files.sort().map((file) => readFile(join(root, folder, file), 'utf8')),
  );
  const copyright = COPYRIGHT[name];
  if (texts.length === 0 && copyright !== undefined && license === 'MIT')
    texts.push(mit(copyright));
  if (texts.length === 0) throw new Error(`${name} has no licence text (${license}).`);
  return { name, version, licence: license, text: texts.join('\n\n') };
}
