// package.json and README.md as they are in the packaged extension.

/** Fields that concern this repository, not the extension. */
const OURS_ALONE = ['private', 'scripts', 'devDependencies', 'dependencies', 'bin', 'type'];

/**
 * The extension's manifest: nothing to install, nothing to run when installing.
 * @param {Record<string, unknown>} manifest
 */
export function extensionManifest(manifest) {
  const kept = Object.entries(manifest).filter(([name]) => !OURS_ALONE.includes(name));
  return `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`;
}

/**
 * The page that VS Code shows of the extension. It shows no pictures and follows no links of an installed extension's own files, so they
 * are left out: pictures whole, of links the text stays.
 * @param {string} markdown
 */
export function extensionReadme(markdown) {
  return markdown
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n?/gm, '')
    .replace(/(?<!!)\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '$1');
}

/** A file of the extension, as manifests name it. */
const FILE = /^(\.\/)?(dist|media|l10n)\/[\w./-]+\.\w+$/;

/**
 * Files that the manifest names, wherever it does: the program, icons, pictures of the walkthrough.
 * @param {unknown} value
 * @returns {string[]}
 */
export function namedFiles(value) {
  if (typeof value === 'string') return FILE.test(value) ? [value.replace(/^\.\//, '')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(namedFiles);
}
