// Assembles dist/sandbox/runtime: everything the sandbox process may read. What did not change is not made again.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './ensure.mjs';

const run = promisify(execFile);

/**
 * Every file taken from an npm package, with the sha256 it must have: the packages carry versions, this list says which bytes.
 * @type {{ from: string, to: string, sha256: string, gzip?: boolean, patch?: boolean }[]}
 */
const SOURCES = [
  {
    from: 'pyodide/pyodide.asm.js',
    to: 'core/pyodide.asm.js',
    sha256: 'fe75e97ef2c7a10c41f23b96344c553c7c1c62821bb206080dbb24941c06d5f3',
    patch: true,
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
    from: 'pyodide/pyodide-lock.json',
    to: 'core/pyodide-lock.json',
    sha256: '14d2c2dba101277999e17135e653d8f15389ad1437f53eae213bf0c3cdff723d',
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

/**
 * Changes to Pyodide's loader of shared libraries: with `placeLibrary` set, a library comes to lie where a snapshot had it, and its
 * initialisers do not run, because the snapshot holds what they did (src/sandbox/child/libraries.ts).
 * @type {[string, string][]}
 */
export const LOADER_PATCH = [
  [
    'var getMemory=size=>{if(runtimeInitialized)',
    'var getMemory=size=>{if(Module.placeLibrary)return Module.placeLibrary();if(runtimeInitialized)',
  ],
  [
    'if(applyRelocs){if(runtimeInitialized)',
    'if(applyRelocs&&!Module.placeLibrary){if(runtimeInitialized)',
  ],
  // Newer engines have one function more in the table; where Python keeps its place has to be known to put it back.
  [
    'HEAP32[(__PyRuntime+offset)/4>>>0]=ptr',
    'Module.countArgsAt=(__PyRuntime+offset)/4>>>0;HEAP32[Module.countArgsAt]=ptr',
  ],
  ['if(init){if(runtimeInitialized)', 'if(init&&!Module.placeLibrary){if(runtimeInitialized)'],
];

const PYTHON = join(root, 'src/sandbox/python');

/** @param {string | Uint8Array} data */
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

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
  if (source.patch) await writeFile(target, patchLoader(bytes.toString('utf8')));
  else await writeFile(target, source.gzip ? gunzipSync(bytes) : bytes);
}

/** @param {string} code */
function patchLoader(code) {
  for (const [old, replacement] of LOADER_PATCH) {
    if (code.split(old).length !== 2) throw new Error(`Pyodide's loader has changed: ${old}`);
    code = code.replace(old, replacement);
  }
  return code;
}

/** @param {string} folder */
async function hashFolder(folder) {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths)
    hash.update(`${path.slice(folder.length)}\0`).update(await readFile(path));
  return hash.digest('hex');
}

/** The program that makes the snapshot, as one file. */
async function bundleSnapshotMaker() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/sandbox/child/makeSnapshot.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    logLevel: 'warning',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** @param {string} program @param {string} outDir */
async function makeSnapshot(program, outDir) {
  const path = join(root, '.cache/makeSnapshot.mjs');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, program);
  await rm(join(outDir, 'snapshot'), { recursive: true, force: true });
  await run(process.execPath, [path, pathToFileURL(`${outDir}/`).href], { env: {} });
}

/**
 * Fills `outDir` with Pyodide's core, the numpy and cv2 wheels, Tesseract with its English model, our own Python, and the snapshot of an
 * interpreter that has imported them. Quick when nothing changed.
 * @param {string} outDir
 */
export async function assembleRuntime(outDir) {
  const manifestPath = join(outDir, 'manifest.json');
  const program = await bundleSnapshotMaker();
  const wanted = {
    sources: sha256(JSON.stringify([SOURCES, LOADER_PATCH])),
    python: await hashFolder(PYTHON),
    snapshot: sha256(program),
  };
  const had = existsSync(manifestPath) ? JSON.parse(await readFile(manifestPath, 'utf8')) : {};
  if (JSON.stringify(had) === JSON.stringify(wanted)) return;
  // Without a manifest the folder is unfinished: should this stop half-way, the next build starts it again.
  await rm(manifestPath, { force: true });
  if (had.sources !== wanted.sources) {
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
  await makeSnapshot(program, outDir);
  await writeFile(manifestPath, JSON.stringify(wanted));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await assembleRuntime(join(root, 'dist/sandbox/runtime'));
