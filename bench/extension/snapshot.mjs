// Ways to ship the sandbox' snapshot: its size in the package, and what it costs at a start of the sandbox.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  deflateRawSync,
  inflateRawSync,
} from 'node:zlib';
import { root } from '../../scripts/ensure.mjs';

const RUNTIME = join(root, 'dist/sandbox/runtime');

/** @typedef {{ way: string, bytes: number, pack: number, unpack: number }} Measured */

/** @param {() => void} work */
function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * @param {string} way
 * @param {Buffer[]} files
 * @param {(data: Buffer) => Buffer} pack
 * @param {(data: Buffer) => Buffer} unpack
 * @returns {Measured}
 */
function measure(way, files, pack, unpack) {
  /** @type {Buffer[]} */
  let packed = [];
  const packing = time(() => (packed = files.map(pack)));
  const unpacking = time(() => packed.forEach(unpack));
  return {
    way,
    bytes: packed.reduce((sum, data) => sum + data.length, 0),
    pack: packing,
    unpack: unpacking,
  };
}

/** @returns {{ raw: number, ways: Measured[], makingMs: number }} */
export function measureSnapshot() {
  const folder = join(RUNTIME, 'snapshot');
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  /** @param {number} quality @param {number} size */
  const brotli = (quality, size) => ({
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  });
  return {
    raw: files.reduce((sum, data) => sum + data.length, 0),
    ways: [
      measure(
        'deflate 6 (what a VSIX does)',
        files,
        (data) => deflateRawSync(data),
        inflateRawSync,
      ),
      measure(
        'brotli 5',
        files,
        (data) => brotliCompressSync(data, brotli(5, data.length)),
        brotliDecompressSync,
      ),
      measure(
        'brotli 9',
        files,
        (data) => brotliCompressSync(data, brotli(9, data.length)),
        brotliDecompressSync,
      ),
    ],
    makingMs: timeMaking(),
  };
}

/** Milliseconds to make the snapshot anew from the wheels, as a first start without one would have to. */
function timeMaking() {
  const copy = mkdtempSync(join(tmpdir(), 'figscope-snapshot-'));
  try {
    for (const part of ['core', 'wheels', 'python'])
      cpSync(join(RUNTIME, part), join(copy, part), { recursive: true });
    const program = join(root, '.cache/makeSnapshot.mjs');
    return time(() => {
      const { status } = spawnSync(process.execPath, [program, pathToFileURL(`${copy}/`).href], {
        env: {},
      });
      if (status !== 0) throw new Error('The snapshot could not be made.');
    });
  } finally {
    rmSync(copy, { recursive: true });
  }
}
