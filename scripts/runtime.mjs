// Assembles dist/sandbox/runtime: everything the sandbox process may read. Files are copied only where they changed.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { root } from './ensure.mjs';

/**
 * Every file taken from an npm package, with the sha256 it must have: the packages carry versions, this list says which bytes.
 * @type {{ from: string, to: string, sha256: string, gzip?: boolean }[]}
 */
const SOURCES = [
  {
    from: 'pyodide/pyodide.asm.js',
    to: 'core/pyodide.asm.js',
    sha256: 'fe75e97ef2c7a10c41f23b96344c553c7c1c62821bb206080dbb24941c06d5f3',
  },
  {
    from: 'pyodide/pyodide.asm.wasm',
    to: 'core/pyodide.asm.wasm',
    sha256: '10090fe41e019ae669d512e1f747021a8db2aaab0f6dd6f85fa9368c55d681e3',
  },
  {
    from: 'pyodide/pyodide.mjs',
    to: 'core/pyodide.mjs',
    sha256: '8fdfed5eaf81bde14bcdeaeea11f2672675b2362248f8537446b6fda5e4a4751',
  },
  {
    from: 'pyodide/python_stdlib.zip',
    to: 'core/python_stdlib.zip',
    sha256: '92cb24faa546818f3ef4050fd5bd2b6487bd2042efed2113af141d035f30efb4',
  },
  {
    from: '@bentopdf/pymupdf-wasm/assets/numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl',
    to: 'wheels/numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl',
    sha256: '125230b4c3ecd08803e5c43f1162e017c0718d9f253146225a705a952b9c16c2',
  },
  {
    from: '@bentopdf/pymupdf-wasm/assets/opencv_python-4.11.0.86-cp313-cp313-pyodide_2025_0_wasm32.whl',
    to: 'wheels/opencv_python-4.11.0.86-cp313-cp313-pyodide_2025_0_wasm32.whl',
    sha256: '98d34430cef4a3171601811dd044d700c350373dde16f0a2dcd6d19cd4c859cf',
  },
  {
    from: 'tesseract.js-core/tesseract-core-simd-lstm.wasm',
    to: 'tesseract/core.wasm',
    sha256: '34e8d50cac216427d86bf397d610fdd9f49492539bbcdfbfccc4eda20c810bea',
  },
  {
    from: '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
    to: 'tesseract/eng.traineddata',
    sha256: '45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91',
    gzip: true,
  },
];

const PYTHON = join(root, 'src/sandbox/python');

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {(typeof SOURCES)[number]} source @param {string} outDir */
async function take(source, outDir) {
  const bytes = await readFile(join(root, 'node_modules', source.from));
  const found = sha256(bytes);
  if (found !== source.sha256)
    throw new Error(
      `${source.from} is not the file that was checked: sha256 ${found} instead of ${source.sha256}.`,
    );
  const target = join(outDir, source.to);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, source.gzip ? gunzipSync(bytes) : bytes);
}

/**
 * Fills `outDir` with Pyodide's core, the numpy and cv2 wheels, Tesseract with its English model, and our own Python. Quick when the
 * npm files are already there.
 * @param {string} outDir
 */
export async function assembleRuntime(outDir) {
  const manifestPath = join(outDir, 'manifest.json');
  const manifest = JSON.stringify(SOURCES);
  const current = existsSync(manifestPath) && (await readFile(manifestPath, 'utf8')) === manifest;
  if (!current) {
    await rm(outDir, { recursive: true, force: true });
    await Promise.all(SOURCES.map((source) => take(source, outDir)));
    // Pyodide's files are modules, whatever the package.json above them says.
    await writeFile(join(outDir, 'core/package.json'), '{"type":"module"}\n');
  }
  await rm(join(outDir, 'python'), { recursive: true, force: true });
  await cp(PYTHON, join(outDir, 'python'), {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  });
  await writeFile(manifestPath, manifest);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await assembleRuntime(join(root, 'dist/sandbox/runtime'));
