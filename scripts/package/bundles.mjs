// Our own code as it is shipped: small, with the legal texts, without source maps.
import { join } from 'node:path';
import { build } from 'esbuild';
import { app, extension, inferenceChild, page, sandboxChild } from '../build.mjs';

/**
 * Names stay in what runs in Node: they are in error reports, and code that is compiled once gains little from shorter ones.
 * @type {import('esbuild').BuildOptions}
 */
export const shipped = {
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: false,
  legalComments: 'linked',
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
};

/**
 * Bundles everything into `<folder>/dist`.
 * @param {string} folder
 * @returns {Promise<import('esbuild').Metafile[]>} what went into each bundle
 */
export async function buildShipped(folder) {
  const bundles = [extension, app, page, sandboxChild, inferenceChild].map((options) => ({
    ...options,
    ...shipped,
    define: { ...options.define, ...shipped.define },
    ...(options.minify ? { minify: true } : {}),
    ...(options.outfile ? { outfile: join(folder, options.outfile) } : {}),
    ...(options.outdir ? { outdir: join(folder, options.outdir) } : {}),
  }));
  const results = await Promise.all(bundles.map((options) => build(options)));
  return results.map(({ metafile }) => metafile).filter((metafile) => metafile !== undefined);
}
