import { describe, expect, it } from 'vitest';
import { allows, compareContents, CONTENTS } from '../../../scripts/package/contents.mjs';

/** Paths that fit all entries, for tests that change one. */
const complete = CONTENTS.filter(({ optional }) => !optional).map(({ path }) =>
  path.replaceAll('*', 'x'),
);

describe('the list of contents', () => {
  it('is kept by what it names', () => {
    expect(compareContents(complete)).toEqual({ surplus: [], missing: [] });
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
    expect(compareContents([...complete, path])).toEqual({ surplus: [path], missing: [] });
  });

  it.each(complete)('misses %s', (path) => {
    expect(compareContents(complete.filter((other) => other !== path)).missing).toHaveLength(1);
  });

  it('takes a star for a part of a name, and dots literally', () => {
    const entry = { path: 'l10n/bundle.l10n*.json' };
    expect(allows(entry, 'l10n/bundle.l10n.de.json')).toBe(true);
    expect(allows(entry, 'l10n/bundle.l10n.de/x.json')).toBe(false);
    expect(allows(entry, 'l10n/bundleXl10n.json')).toBe(false);
  });
});
