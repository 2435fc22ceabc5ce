// What may be in the packaged extension. Nothing else gets in, and what is not optional must be there.
import { NATIVE_PACKAGES, nativePaths } from './targets.mjs';

/**
 * @typedef {object} Entry
 * @property {string} path In the extension; `*` stands for any part of a name.
 * @property {string} [from] In the repository, when that is another place. `made` files have none.
 * @property {boolean} [made] Written by the packaging itself.
 * @property {boolean} [optional]
 * @property {RegExp} [except] What is not allowed of what the path allows.
 */

/** @type {readonly Entry[]} */
export const CONTENTS = [
  { path: 'package.json', made: true },
  { path: 'README.md', made: true },
  { path: 'THIRD_PARTY_NOTICES.txt', made: true },
  { path: 'LICENSE' },
  { path: 'CHANGELOG.md' },
  // Texts that users read.
  { path: 'package.nls.json' },
  { path: 'package.nls.*.json', optional: true },
  { path: 'l10n/bundle.l10n*.json', optional: true },
  // Pictures.
  { path: 'media/icon.png' },
  { path: 'media/activity.svg' },
  { path: 'media/tab-light.svg' },
  { path: 'media/tab-dark.svg' },
  { path: 'media/walkthrough/*.svg' },
  { path: 'media/samples/*.png' },
  // Schemas that the editor checks models and profile files by.
  { path: 'media/schemas/models.schema.json' },
  { path: 'media/schemas/profile.schema.json' },
  // Our own code; .LEGAL.txt holds the notices that minifying takes out of it.
  { path: 'dist/extension.cjs', made: true },
  { path: 'dist/app.cjs', made: true },
  { path: 'dist/*.cjs.LEGAL.txt', made: true, optional: true },
  { path: 'dist/webview/main.js', made: true },
  { path: 'dist/webview/main.css', made: true },
  { path: 'dist/webview/main.*.LEGAL.txt', made: true, optional: true },
  { path: 'dist/sandbox/child.mjs', made: true },
  { path: 'dist/sandbox/child.mjs.LEGAL.txt', made: true, optional: true },
  { path: 'dist/inference/child.mjs', made: true },
  { path: 'dist/inference/child.mjs.LEGAL.txt', made: true, optional: true },
  // What the sandbox process reads. The wheels and our Python are not here: the snapshot holds what they contain.
  { path: 'dist/sandbox/runtime/core/package.json' },
  { path: 'dist/sandbox/runtime/core/pyodide-lock.json' },
  { path: 'dist/sandbox/runtime/core/pyodide.asm.js' },
  { path: 'dist/sandbox/runtime/core/pyodide.asm.wasm' },
  { path: 'dist/sandbox/runtime/core/pyodide.mjs' },
  { path: 'dist/sandbox/runtime/core/python_stdlib.zip' },
  { path: 'dist/sandbox/runtime/tesseract/core.wasm' },
  { path: 'dist/sandbox/runtime/tesseract/eng.traineddata' },
  { path: 'dist/sandbox/runtime/snapshot/snapshot.json' },
  { path: 'dist/sandbox/runtime/snapshot/memory.bin' },
  { path: 'dist/sandbox/runtime/snapshot/site.bin' },
  { path: 'dist/sandbox/runtime/snapshot/library*.wasm' },
];

/**
 * The list for one platform, with what its native packages bring.
 * @param {string} target
 * @param {readonly import('./targets.mjs').NativePackage[]} [natives]
 * @returns {readonly Entry[]}
 */
export function contentsFor(target, natives = NATIVE_PACKAGES) {
  const brought = natives.flatMap((native) =>
    nativePaths(native, target).map(({ to }) => ({
      path: to.endsWith('/') ? `${to}**` : to,
      made: true,
      ...(native.leftOut && { except: native.leftOut }),
    })),
  );
  return [...CONTENTS, ...brought];
}

/** @param {string} pattern */
function expression(pattern) {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/\*\*|\*/g, (stars) => (stars === '**' ? '.+' : '[^/]*'));
  return new RegExp(`^${source}$`);
}

/** Does the entry allow this path? @param {Entry} entry @param {string} path */
export const allows = (entry, path) =>
  expression(entry.path).test(path) && !entry.except?.test(path);

/**
 * Compares what a package holds with what it may and must hold.
 * @param {readonly string[]} paths
 * @param {readonly Entry[]} entries from `contentsFor`
 * @returns {{ surplus: string[], missing: string[] }}
 */
export function compareContents(paths, entries) {
  return {
    surplus: paths.filter((path) => !entries.some((entry) => allows(entry, path))),
    missing: entries
      .filter((entry) => !entry.optional && !paths.some((path) => allows(entry, path)))
      .map((entry) => entry.path),
  };
}
