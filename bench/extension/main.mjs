// `npm run bench:extension [-- activation|sizes|snapshot]`: what the extension costs an editor and a disk.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { megabytes, measureVsix } from '../../scripts/package/sizes.mjs';
import { TARGETS } from '../../scripts/package/targets.mjs';
import { makeVsix } from '../../scripts/package/vsix.mjs';
import { measureActivation } from './activation.mjs';
import { measureSnapshot } from './snapshot.mjs';

const RUNS = 20;
const wanted = process.argv.slice(2);
/** @param {string} part */
const asked = (part) => wanted.length === 0 || wanted.includes(part);
/** @param {number} ms */
const milliseconds = (ms) => `${ms.toFixed(1)} ms`;

if (asked('activation')) {
  const { ours, eager } = await measureActivation(RUNS);
  console.log(
    `Activation, median of ${RUNS} fresh processes | Figscope | everything loaded at once`,
  );
  for (const part of /** @type {const} */ (['load', 'activate', 'total']))
    console.log(
      `  ${part.padEnd(10)} ${milliseconds(ours[part]).padStart(10)} ${milliseconds(eager[part]).padStart(10)}`,
    );
}

if (asked('sizes')) {
  let staged = '';
  console.log('VSIX | packed | unpacked');
  for (const target of Object.keys(TARGETS)) {
    const { path, folder } = await makeVsix(target);
    const { packed, unpacked } = await measureVsix(path);
    staged = folder;
    console.log(`  ${target} ${megabytes(packed)} ${megabytes(unpacked)}`);
  }
  console.log('Bundles | raw | gzip');
  for (const name of [
    'extension.cjs',
    'app.cjs',
    'webview/main.js',
    'webview/main.css',
    'sandbox/child.mjs',
    'inference/child.mjs',
  ]) {
    const code = await readFile(join(staged, 'dist', name));
    console.log(
      `  ${name} ${(code.length / 1e3).toFixed(0)} kB ${(gzipSync(code).length / 1e3).toFixed(0)} kB`,
    );
  }
}

if (asked('snapshot')) {
  const { raw, ways, makingMs } = measureSnapshot();
  console.log(`The snapshot: ${megabytes(raw)} | in the package | to pack | to unpack, one core`);
  for (const { way, bytes, pack, unpack } of ways)
    console.log(`  ${way} ${megabytes(bytes)} ${milliseconds(pack)} ${milliseconds(unpack)}`);
  console.log(`  left out, made at first use: ${milliseconds(makingMs)}`);
}
