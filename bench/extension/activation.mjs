// Time of our own code from loading the bundle to the end of `activate`, in fresh processes.
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../scripts/ensure.mjs';
import { extension } from '../../scripts/build.mjs';
import { shipped } from '../../scripts/package/bundles.mjs';

const PROGRAM = fileURLToPath(new URL('./activateOnce.mjs', import.meta.url));

/** @param {number[]} values */
export const median = (values) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** @param {string} bundle @returns {{ load: number, activate: number }} */
function once(bundle) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, bundle], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The extension was not activated: ${stderr}`);
  return JSON.parse(stdout);
}

/** @param {string} entry @param {string} name @param {import('esbuild').Plugin[]} [plugins] */
async function bundle(entry, name, plugins = extension.plugins ?? []) {
  const outfile = join(root, '.cache/bench', name);
  await mkdir(join(root, '.cache/bench'), { recursive: true });
  await build({
    ...extension,
    ...shipped,
    plugins,
    define: { ...extension.define, ...shipped.define },
    entryPoints: [entry],
    outfile,
  });
  return outfile;
}

/**
 * Runs of both kinds take turns, so that a busy moment of the machine hits both.
 * @param {number} runs
 */
export async function measureActivation(runs) {
  const ours = await bundle('src/extension/main.ts', 'extension.cjs');
  const eager = await bundle('bench/extension/eager.ts', 'eager.cjs', []);
  /** @type {Record<'ours' | 'eager', { load: number, activate: number }[]>} */
  const times = { ours: [], eager: [] };
  for (let run = 0; run < runs; run++) {
    times.ours.push(once(ours));
    times.eager.push(once(eager));
  }
  /** @param {{ load: number, activate: number }[]} all */
  const summary = (all) => ({
    load: median(all.map(({ load }) => load)),
    activate: median(all.map(({ activate }) => activate)),
    total: median(all.map(({ load, activate }) => load + activate)),
  });
  return { ours: summary(times.ours), eager: summary(times.eager) };
}
