import { describe, expect, it } from 'vitest';
import {
  allows,
  compareContents,
  CONTENTS,
  contentsFor,
} from '../../../scripts/package/contents.mjs';

/** Paths that fit all entries, for tests that change one. */
const complete = CONTENTS.filter(({ optional }) => !optional).map(({ path }) =>
  path.replaceAll('*', 'x'),
);

describe('the list of contents', () => {
  it('is kept by what it names', () => {
    expect(compareContents(complete, CONTENTS)).toEqual({ surplus: [], missing: [] });
  });

  it.each([
    'src/extension/main.ts',
    'dist/extension.cjs.map',
    'dist/cli.mjs',
    'dist/sandbox/runtime/wheels/numpy.whl',
    'dist/node_modules/x/y.node',
    'node_modules/zod/package.json',
    'media/samples/deep/nuclei.png',
    'media/samples/nuclei.png.bak',
    '.env',
    '.vscodeignore',
  ])('has no place for %s', (path) => {
    expect(compareContents([...complete, path], CONTENTS)).toEqual({
      surplus: [path],
      missing: [],
    });
  });

  it.each(complete)('misses %s', (path) => {
    expect(
      compareContents(
        complete.filter((other) => other !== path),
        CONTENTS,
      ).missing,
    ).toHaveLength(1);
  });

  it('has the native files of its own platform, and of no other', () => {
    const native = {
      name: 'onnxruntime-node',
      files: ['dist/'],
      folder: ({ platform, arch }: { platform: string; arch: string }) =>
        `bin/napi-v6/${platform}/${arch}/`,
      leftOut: /\.map$/,
    };
    const base = 'dist/node_modules/onnxruntime-node';
    const paths = [
      ...complete,
      `${base}/package.json`,
      `${base}/dist/backend/index.js`,
      `${base}/bin/napi-v6/linux/x64/binding.node`,
    ];
    const entries = contentsFor('linux-x64', [native]);
    expect(compareContents(paths, entries)).toEqual({ surplus: [], missing: [] });
    const foreign = `${base}/bin/napi-v6/linux/arm64/binding.node`;
    const map = `${base}/dist/backend/index.js.map`;
    expect(compareContents([...paths, foreign, map], entries).surplus).toEqual([foreign, map]);
    expect(compareContents(complete, entries).missing).toHaveLength(3);
  });

  it('takes a star for a part of a name, and dots literally', () => {
    const entry = { path: 'l10n/bundle.l10n*.json' };
    expect(allows(entry, 'l10n/bundle.l10n.de.json')).toBe(true);
    expect(allows(entry, 'l10n/bundle.l10n.de/x.json')).toBe(false);
    expect(allows(entry, 'l10n/bundleXl10n.json')).toBe(false);
  });
});
