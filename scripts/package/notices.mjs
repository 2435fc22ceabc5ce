// THIRD_PARTY_NOTICES.txt, from what is really in the package.
import { noticeOf, packageFolders } from './bundledPackages.mjs';
import { inferenceNotices } from './inferenceParts.mjs';
import { runtimeNotices } from './runtimeParts.mjs';
import { NATIVE_PACKAGES } from './targets.mjs';

const RULE = '='.repeat(80);

/** @param {readonly import('./bundledPackages.mjs').Notice[]} notices */
export function writeNotices(notices) {
  /** @param {import('./bundledPackages.mjs').Notice} notice */
  const head = ({ name, version, licence }) =>
    `${[name, version].filter(Boolean).join(' ')} — ${licence}`;
  const list = notices.map((notice) => `- ${head(notice)}`).join('\n');
  const texts = notices.map(
    (notice) => `${RULE}\n${head(notice)}\n${RULE}\n\n${notice.text.trim()}\n`,
  );
  return `Figscope contains the software of others, listed here with its licences.\n\n${list}\n\n${texts.join('\n')}`;
}

/**
 * @param {readonly import('esbuild').Metafile[]} metafiles of the bundles
 * @param {string} target
 * @returns {Promise<string>}
 */
export async function collectNotices(metafiles, target) {
  const natives = NATIVE_PACKAGES.map(({ name }) => `node_modules/${name}`);
  const bundled = await Promise.all([...packageFolders(metafiles), ...natives].map(noticeOf));
  return writeNotices([
    ...bundled,
    ...(await inferenceNotices(target)),
    ...(await runtimeNotices()),
  ]);
}
