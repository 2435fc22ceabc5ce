// Notices of what the sandbox process runs: Pyodide and Python, the wheels, Tesseract.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../ensure.mjs';
import { LOADER_PATCH } from '../runtime.mjs';
import { bsd2, mit } from './licences/standard.mjs';
import { readZipText } from './zip.mjs';

/** @typedef {import('./bundledPackages.mjs').Notice} Notice */

/** @param {string} path in node_modules */
const fromNpm = (path) => readFile(join(root, 'node_modules', path), 'utf8');
/** @param {string} name */
const version = async (name) => JSON.parse(await fromNpm(`${name}/package.json`)).version;

/** What our build changes in Pyodide, so that the notice can say it. */
const changes = LOADER_PATCH.map(([old, now]) => `  ${old}\n  becomes\n  ${now}`).join('\n');

/** The licence files of a wheel, each text once. @param {string} wheel @param {string} licence @returns {Promise<Notice>} */
async function noticeOfWheel(wheel, licence) {
  const [name = '', version = ''] = wheel.split('-');
  const path = join(root, 'dist/sandbox/runtime/wheels', wheel);
  const texts = await readZipText(path, (entry) =>
    /licen[cs]e[^/]*\.(txt|md)$|licen[cs]e$/i.test(entry),
  );
  if (texts.length === 0) throw new Error(`${wheel} has no licence text.`);
  return { name, version, licence, text: [...new Set(texts)].join('\n\n') };
}

/** @returns {Promise<Notice[]>} */
export async function runtimeNotices() {
  const wheels = await readdir(join(root, 'dist/sandbox/runtime/wheels'));
  /** @param {string} name */
  const wheel = (name) => wheels.find((file) => file.startsWith(`${name}-`)) ?? name;
  const [mpl, apache, python] = await Promise.all([
    fromNpm('dompurify/LICENSE-MPL'),
    fromNpm('tesseract.js-core/LICENSE'),
    readFile(join(root, 'scripts/package/licences/python-3.13.txt'), 'utf8'),
  ]);
  return [
    {
      name: 'Pyodide',
      version: await version('pyodide'),
      licence: 'MPL-2.0',
      text: `Copyright (C) 2018-2026 Mozilla and Pyodide contributors.
Source code: https://github.com/pyodide/pyodide (tag ${await version('pyodide')}). Figscope changes these places of pyodide.asm.js:
${changes}

${mpl}`,
    },
    { name: 'CPython', version: '3.13.2', licence: 'PSF-2.0', text: python },
    {
      name: 'Emscripten (in Pyodide and in the core of tesseract.js)',
      version: '',
      licence: 'MIT',
      text: mit('Copyright (c) 2010-2014 Emscripten authors, see AUTHORS file.'),
    },
    {
      name: 'musl (in Pyodide and in the core of tesseract.js)',
      version: '',
      licence: 'MIT',
      text: mit('Copyright (c) 2005-2020 Rich Felker, et al.'),
    },
    {
      name: 'Expat (in CPython)',
      version: '',
      licence: 'MIT',
      text: mit(
        'Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and Clark Cooper\nCopyright (c) 2001-2025 Expat maintainers',
      ),
    },
    {
      name: 'libmpdec (in CPython)',
      version: '',
      licence: 'BSD-2-Clause',
      text: bsd2('Copyright (c) 2008-2020 Stefan Krah. All rights reserved.'),
    },
    await noticeOfWheel(wheel('numpy'), 'BSD-3-Clause'),
    // Its notices hold the texts of zlib, libpng, libjpeg-turbo, libtiff, libwebp, bzip2 and libffi as well.
    await noticeOfWheel(wheel('opencv_python'), 'Apache-2.0 (OpenCV), MIT (its packaging)'),
    {
      name: 'tesseract.js-core, with Tesseract',
      version: await version('tesseract.js-core'),
      licence: 'Apache-2.0',
      text: apache,
    },
    {
      name: 'Leptonica (in tesseract.js-core)',
      version: '',
      licence: 'BSD-2-Clause',
      text: bsd2('Copyright (C) 2001-2020 Leptonica. All rights reserved.'),
    },
    {
      name: 'Trained data of Tesseract, English (@tesseract.js-data/eng)',
      version: await version('@tesseract.js-data/eng'),
      licence: 'Apache-2.0 (the data), MIT (the package)',
      text: 'Copyright Google Inc. and the contributors of tesseract-ocr/tessdata_best. Its licence is the Apache License above.',
    },
  ];
}
